using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace KornitX.Bench;

/// <summary>Writes a journal like that of years of nightly runs, and reads its lines as the reference.</summary>
public static class GrownJournal
{
    /// <summary>Writes a journal with a number of returns by external reference, all booked.</summary>
    public static void Write(string path, int orders, string apiUri, string clientId)
    {
        using BufferedStream file = new(File.Create(path));
        ulong checksum = 0;
        WriteLine("""{"Journal":"KornitX.PowerShell","Version":2,"Time":"2026-01-01T00:00:00+00:00","ApiUri":"""
            + $"\"{apiUri}\",\"ClientId\":\"{clientId}\"");
        for (int order = 1; order <= orders; order++)
        {
            WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"State":"Sending","Number":{{order}},"Time":"2026-01-01T00:00:01.1234567+00:00","Operation":"Return","""
                    + $"\"Addressing\":\"ExternalRef\",\"OrderExternalRef\":\"POS-{order}\",\"Reference\":\"RET-{order}\",\"Occurrence\":"
                    + $$"""1,"Items":[{"ItemExternalRef":"SKU-{{order % 1000}}","Quantity":1}]"""));
            WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"State":"Created","Number":{{order}},"Time":"2026-01-01T00:00:02.1234567+00:00","Bookings":[{"Id":"""
                    + $$"""{{250000 + order}},"Items":[{"ItemId":{{12345678 + order}},"OrderId":"""
                    + $$"""{{45453571 + order}},"LineQuantity":2}]}]"""));
        }

        void WriteLine(string text)
        {
            byte[] line = Encoding.UTF8.GetBytes(text);
            checksum = XxHash3.HashToUInt64(line, unchecked((long)checksum));
            file.Write(line);
            file.Write(Encoding.ASCII.GetBytes($",\"Checksum\":\"{checksum:x16}\"}}\n"));
        }
    }

    /// <summary>Reads all lines.</summary>
    public static int Count(string path)
    {
        int count = 0;
        foreach (string line in File.ReadLines(path))
            count += line.Length > 0 ? 1 : 0;
        return count;
    }
}
