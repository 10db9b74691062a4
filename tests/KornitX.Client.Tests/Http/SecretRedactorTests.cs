using System;
using System.Text;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>A secret that a server repeats is redacted in every encoding.</summary>
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
    // Character references of HTML and XML, by number or name, of any case, and with zeros or without a semicolon.
    [InlineData("k=/\"'<>&", "k&#61;&#47;&#34;&#39;&#60;&#62;&#38;")]
    [InlineData("k=/\"'<>&", "k&#x3D;&#x2F;&#x22;&#x27;&#x3C;&#x3E;&#x26;")]
    [InlineData("k=/\"'<>&", "k&#X3d;&#X2f;&#X22;&#X27;&#X3c;&#X3e;&#X26;")]
    [InlineData("k=/\"'<>&", "k&#0000061;&#047;&#034;&#039;&#x00003C;&#x003E;&#x026;")]
    [InlineData("k=/\"'<>&", "k&#61&#47&#34&#39&#60&#62&#38")]
    [InlineData("k=/\"'<>&", "k&equals;&sol;&quot;&apos;&lt;&gt;&amp;")]
    [InlineData("k=/\"'<>&", "k&equals;&sol;&QUOT;&apos;&LT;&GT;&AMP;")]
    [InlineData("k=/\"'<>&", "k=/&quot'&lt&gt&amp")]
    [InlineData("s3/5=2a", "s3&#475&#612a")]
    [InlineData("s3/c=2a", "s3&#x2Fc&#x3D2a")]
    [InlineData("s3+c(r)e*t", "s3&plus;c&lpar;r&rpar;e&ast;t")]
    [InlineData(
        "a!#$%*-./:;?@[\\]^_`{|}~,b",
        "a&excl;&num;&dollar;&percnt;&midast;&hyphen;&period;&sol;&colon;&semi;&quest;&commat;&lsqb;&bsol;&rsqb;&hat;&lowbar;&grave;&lcub;&verbar;&rcub;&tilde;&comma;b")]
    [InlineData(
        "a-`|-_[]{}| b",
        "a&dash;&DiacriticalGrave;&vert;&minus;&UnderBar;&lbrack;&rbrack;&lbrace;&rbrace;&VerticalLine;&Tab;&NewLine;&nbsp;b")]
    [InlineData("gr\u00fc\u00df-dich", "gr&uuml;&szlig;-dich")]
    [InlineData("gr\u00fc\u00df-dich", "gr&#252;&#xDF;-dich")]
    [InlineData("gr\u00fc\u00df-dich", "gr%FC%DF-dich")]
    [InlineData("tr\u00e4g-gut", "tr%c3%a4g-gut")]
    [InlineData("gr\u00ff-dich", "gr%FF-dich")]
    // The first and the last character of each length in UTF-8, and bytes that only look like one.
    [InlineData(
        "k\u00a1\u07ff\u0800\ufffd\U00010000\U0010ffffk",
        "k%C2%A1%DF%BF%E0%A0%80%EF%BF%BD%F0%90%80%80%F4%8F%BF%BFk")]
    [InlineData("k\U0010ffffkey", "k&#x10FFFF;key")]
    [InlineData("k\uffffkey", "k&#65535;key")]
    [InlineData("k\u00c1-k\u00f5-k\u00e4ABk", "k%C1-k%F5-k%E4%41%42k")]
    [InlineData("k=v-key", "k&#00000000061;v-key")]
    [InlineData("kn3-key", "k&#1103-key")]
    [InlineData("k\u044f-key", "k&#1103-key")]
    [InlineData("k\u00bd\u00b2\u0396-key", "k&frac12;&sup2;&Zeta;-key")]
    // An equals sign before hexadecimal digits is only an escape in mail.
    [InlineData("key=ab&cd", "key=ab&amp;cd")]
    [InlineData("a&bcd/ef", "a&bcd%2Fef")]
    // More than once.
    [InlineData("s3/cr&t=w+rd", "s3%252Fcr%2526t%253Dw%252Brd")]
    [InlineData("s3/cr&t=w+rd", "s3%25252Fcr%252526t%25253Dw%25252Brd")]
    [InlineData("s3/cr&t=w+rd", "s3%252525252Fcr%2525252526t%252525253Dw%252525252Brd")]
    [InlineData("s3/cr&t=w+rd", "s3%26%2347%3Bcr%26amp%3Bt%3Dw%2Brd")]
    [InlineData("s3/cr&t=w+rd", "s3&amp;#47;cr&amp;amp;t&amp;equals;w+rd")]
    [InlineData("s3/cr&t=w+rd", "s3\\u0026#47;cr\\u0026amp;t=w+rd")]
    [InlineData("s3/cr&t=w+rd", "s3\\\\u002fcr\\\\u0026t=w+rd")]
    // Other languages' strings.
    [InlineData("s3/cr&t=w+rd", "s3\\x2fcr\\x26t\\x3Dw\\x2Brd")]
    [InlineData("s3/cr&t=w+rd", "s3\\X2Fcr\\X26t\\X3dw\\X2Brd")]
    [InlineData("gr\u00ff-dich", "gr\\377-dich")]
    [InlineData("s3/cr&t=w+rd", "s3\\u{00002f}cr\\u{0000026}t=w\\u{0000002B}rd")]
    [InlineData("s3/cr&t=w+rd", "s3\\057cr\\046t\\075w\\053rd")]
    [InlineData("s3/cr&t=w+rd", "s3\\u{2f}cr\\u{26}t=w\\U0000002brd")]
    [InlineData("s3/cr&t=w+rd", "s3%u002fcr%u0026t%u003Dw%u002Brd")]
    [InlineData("say \"\u00e4\" & \U0001F600", "say \\\"\\xC3\\xA4\\\" & \\xF0\\x9F\\x98\\x80")]
    [InlineData("say \u00e4-key", "say \\\\xC3\\\\xA4-key")]
    [InlineData("it's \"it\"", "it\\'s \\\"it\\\"")]
    // A secret that itself looks escaped.
    [InlineData("a%41b&c", "a%41b&c")]
    [InlineData("a%41b&c", "a%41b&amp;c")]
    [InlineData("a%41b&c", "a%2541b%26c")]
    [InlineData("x&amp;y%2Fz", "x&amp;amp;y%252Fz")]
    // Mail.
    [InlineData("s3/cr&t=w+rd", "s3/cr&t=3Dw+rd")]
    [InlineData("s3/cr&t=w+rd", "s3=2Fcr=26t=3Dw=2Brd")]
    [InlineData("key=zz/cd", "key=zz=2Fcd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr=\r\n&t=3Dw+=\nrd")]
    // Octets.
    [InlineData("s3/cr", "73332F6372")]
    [InlineData("s3/cr", "73332f6372")]
    [InlineData("s3/cr", "73 33 2f 63 72")]
    [InlineData("s3/cr", "73:33:2F:63:72")]
    [InlineData("s3/cr", "73-33-2F-63-72")]
    [InlineData("s3/cr", "0x73, 0x33, 0x2f, 0x63, 0x72")]
    [InlineData("s3/cr", "730033002f0063007200")]
    // With what does not show in between.
    [InlineData("s3/cr&t=w+rd", "s3/cr\u200b&t=w+rd")]
    [InlineData("s3/cr&t=w+rd", "s\u00ad3\u202e/\u2060c\ufeffr\u0000&\u001bt=\u200dw+\u0007rd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr\r\n&t=w\t+rd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr&t=w\ufe0f+r\u034fd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr&#8203;&t%3Dw&#x200b;+rd")]
    [InlineData("s3/cr&t=w+rd", "s3/cr&\ufe00t\u115f=\u1160w\u3164+\uffa0r\u180b\u180fd")]
    [InlineData("say it now 4x", "say\u00a0it\u2028now\u20294x")]
    // In another case.
    [InlineData("s3/cr&t=w+rd", "S3/CR&T=W+RD")]
    [InlineData("s3/cr&t=w+rd", "S3%2fCR%26T%3dW%2bRD")]
    public void In_any_encoding(string secret, string form)
    {
        Assert.Equal("You sent '***' twice: ***", new SecretRedactor(secret).Redact($"You sent '{form}' twice: {form}"));
    }

    [Theory]
    [InlineData("s3cret-w0rd")]
    [InlineData("s3cret-w0rd1")]
    [InlineData("s3cret-w0rd12")]
    [InlineData("ÿ?>ÿ?>ÿ?>ÿ?>")]
    public void In_base64_at_any_offset(string secret)
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

    [Fact]
    public void In_base64_of_a_form_or_of_UTF_16()
    {
        SecretRedactor redactor = new("s3/cr&t=w+rd");

        // RFC 6749 section 2.3.1 encodes the secret for a form first.
        Assert.DoesNotMatch("[a-zA-Z]{3}", redactor.Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes("s3%2Fcr%26t%3Dw%2Brd"))));
        Assert.DoesNotMatch("[a-zA-Z]{3}", redactor.Redact(Convert.ToBase64String(Encoding.Unicode.GetBytes("s3/cr&t=w+rd"))));
        Assert.Equal("Basic ***", redactor.Redact("Basic czMvY3ImdD13\r\nK3Jk"));
        Assert.Equal("Basic ***", redactor.Redact("Basic czMvY3ImdD13K3Jk"));
        Assert.Equal("Basic ***", redactor.Redact("Basic%20czMvY3ImdD13K3Jk".Replace("%20", " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void In_the_middle_of_a_form()
    {
        Assert.Equal(
            "grant_type=client_credentials&client_secret=***&scope=x",
            new SecretRedactor("ab12/cd34=").Redact("grant_type=client_credentials&client_secret=ab12%2Fcd34%3D&scope=x"));
    }

    /// <summary>Nothing shows as much; what is cut off must not end within a secret.</summary>
    [Fact]
    public void Text_beyond_the_longest_message_is_removed()
    {
        string secret = new('s', 12);
        for (int before = 65_536 - 12; before < 65_536; before++)
            Assert.DoesNotContain("s", new SecretRedactor(secret).Redact(new string('x', before) + secret), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_cut_only_if_it_is_longer_than_the_longest_message()
    {
        SecretRedactor redactor = new(new string('s', 12));

        Assert.Equal(new string('x', 65_536), redactor.Redact(new string('x', 65_536)));
        // 16 characters for each of the secret's.
        Assert.Equal(new string('x', 65_536 - 192), redactor.Redact(new string('x', 65_537)));
        Assert.Equal("", new SecretRedactor(new string('s', 5_000)).Redact(new string('x', 65_537)));
        Assert.Equal(
            new string('x', 65_536 - 192),
            new SecretRedactor("").With(() => ["user", new string('s', 12)]).Redact(new string('x', 65_537)));
        Assert.Equal(new string('x', 65_537), new SecretRedactor("").Redact(new string('x', 65_537)));
    }

    /// <summary>A run of them is one prefix of an escape, which must not be read again from each of its characters.</summary>
    [Fact]
    public void Many_backslashes_are_text()
    {
        string backslashes = new('\\', 65_536);

        Assert.Equal(backslashes, new SecretRedactor("s3cr3t").Redact(backslashes));
    }

    [Fact]
    public void Adjacent_and_overlapping_secrets_are_masked_once()
    {
        Assert.Equal("a***b", new SecretRedactor("s3cr3t").Redact("as3cr3ts3cr3tb"));
        Assert.Equal("a***b", new SecretRedactor("1212").Redact("a121212b"));
        Assert.Equal("*** order", new SecretRedactor("in-valid").Redact("IN-VALID order"));
    }

    [Fact]
    public void All_of_several_secrets()
    {
        SecretRedactor redactor = new SecretRedactor("token-1").With(() => ["user", "passw%rd", "x"]);

        Assert.Equal("*** *** *** x", redactor.Redact("token-1 user passw%25rd x"));
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
    // Fewer than 8 characters are searched for only in their own case.
    [InlineData("invalid", "INVALID order status")]
    // Not escapes, or of nothing that is a character.
    [InlineData("k\u00ff-key", "k\\777-key")]
    [InlineData("k/-key", "k\\u{2fk-key")]
    [InlineData("kX-key", "k\\128-key")]
    [InlineData("kQ-key", "k\\128-key")]
    [InlineData("ke-key", "k&#9B;-key")]
    // What a secret that looks escaped decodes to, if that is too short.
    [InlineData("%41%42", "ABnormal order status")]
    [InlineData("k\u00ff-key", "k&#x110000;-key &#99999999; &#; &#x; \\u{110000} \\u{} \\u{2f \\U00110000 %u002 & &x;")]
    public void Other_text_is_not_changed(string secret, string words)
    {
        Assert.Equal(words, new SecretRedactor(secret).Redact(words));
    }
}
