using System;
using System.Text;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>A secret that a server repeats is taken out, however the server writes it.</summary>
public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("s3/cr&t=w+rd", "s3/cr&t=w+rd")]
    [InlineData("s3/cr&t=w+rd", "s3%2Fcr%26t%3Dw%2Brd")]
    [InlineData("s3/cr&t=w+rd", "s3%2fcr%26t%3dw%2brd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr%26t=w%2Brd")]
    [InlineData("s3/cr&t=w+rd", "%733%2Fcr%26t%3Dw%2Brd")]
    [InlineData("s3/cr&t=w+rd", "s3\\/cr&t=w+rd")]
    [InlineData("s3/cr&t=w+rd", "s3\\/cr\\u0026t=w\\u002Brd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr&amp;t=w+rd")]
    [InlineData("say \"ä\" & 😀", "say+%22%C3%A4%22+%26+%F0%9F%98%80")]
    [InlineData("say \"ä\" & 😀", "say \\\"\\u00e4\\\" \\u0026 \\uD83D\\uDE00")]
    [InlineData("say \"ä\" & 😀", "say &quot;ä&quot; &amp; &#128512;")]
    [InlineData("back\\slash", "back\\slash")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("a.b*c(d)[e]{2}|^$", "a.b*c(d)[e]{2}|^$")]
    [InlineData("four", "four")]
    public void In_any_form(string secret, string form)
    {
        Assert.Equal("You sent '***' twice: ***", new SecretRedactor(secret).Redact($"You sent '{form}' twice: {form}"));
    }

    [Theory]
    [InlineData("s3cret-w0rd")]
    [InlineData("s3cret-w0rd1")]
    [InlineData("s3cret-w0rd12")]
    [InlineData("ÿ?>ÿ?>ÿ?>ÿ?>")]
    public void In_base64_wherever_it_is_in_it(string secret)
    {
        SecretRedactor redactor = new(secret);

        foreach (string before in new[] { "", "i", "id", "id:", "client:" })
        {
            foreach (string after in new[] { "", "&", "&a", "&a=1" })
            {
                string form = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + secret + after));
                // What is left are the neighbours, and at most the 6 bits of the secret that share a character with them.
                Assert.InRange(redactor.Redact(form).Replace("***", "", StringComparison.Ordinal).Length, 0, form.Length - (secret.Length * 8 / 6) + 2);
                Assert.Contains("***", redactor.Redact(form.Replace('+', '-').Replace('/', '_')), StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Eight characters of base64 are a secret; the six of a shorter one may be a word.</summary>
    [Theory]
    [InlineData("s3cret", "Basic czNjcmV0", "Basic ***")]
    [InlineData("s3cre", "Basic czNjcmU=", "Basic czNjcmU=")]
    public void In_base64_if_it_is_long_enough(string secret, string words, string shown)
    {
        Assert.Equal(shown, new SecretRedactor(secret).Redact(words));
    }

    [Theory]
    [InlineData("", "Invalid order status")]
    [InlineData("rde", "Invalid order status")]
    [InlineData("ORDER", "Invalid order status")]
    [InlineData("in.alid", "Invalid order status")]
    [InlineData("secret", "Invalid order status")]
    public void Other_words_stay_as_they_are(string secret, string words)
    {
        Assert.Equal(words, new SecretRedactor(secret).Redact(words));
    }
}
