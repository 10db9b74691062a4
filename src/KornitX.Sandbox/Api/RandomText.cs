using System.Security.Cryptography;

namespace KornitX.Sandboxes;

/// <summary>Random text for secrets and tokens.</summary>
internal static class RandomText
{
    public static string Hex()
    {
        byte[] bytes = new byte[20];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
            random.GetBytes(bytes);
#if NET
        return Convert.ToHexString(bytes);
#else
        return BitConverter.ToString(bytes).Replace("-", "");
#endif
    }
}
