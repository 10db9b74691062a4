using System.Text;

namespace KornitX.Client.Tests;

/// <summary>A text that repeats a piece of a secret is not shown, in whatever encoding.</summary>
public sealed class SecretGuardTests
{
    private const string Withheld = "the server's message is not shown because it repeats a secret";

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
    [InlineData("s3+c(r)e*t", "s3&plus;c&lpar;r&rpar;e&ast;t")]
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
    public void A_text_with_the_secret_in_any_encoding_is_not_shown(string secret, string form)
    {
        Assert.Equal(Withheld, Guard(secret).Show($"You sent '{form}' twice: {form}"));
    }

    /// <summary>
    /// A secret with fewer than six letters and digits is searched for as a whole, and only in what the platform decodes.
    /// </summary>
    [Theory]
    [InlineData("k=/\"'<>&", "k&#61&#47&#34&#39&#60&#62&#38")]
    [InlineData("k=/\"'<>&", "k&equals;&sol;&quot;&apos;&lt;&gt;&amp;")]
    [InlineData("k=/\"'<>&", "k&equals;&sol;&QUOT;&apos;&LT;&GT;&AMP;")]
    [InlineData("k=/\"'<>&", "k=/&quot'&lt&gt&amp")]
    [InlineData("s3/5=2a", "s3&#475&#612a")]
    [InlineData("s3/c=2a", "s3&#x2Fc&#x3D2a")]
    [InlineData(
        "a!#$%*-./:;?@[\\]^_`{|}~,b",
        "a&excl;&num;&dollar;&percnt;&midast;&hyphen;&period;&sol;&colon;&semi;&quest;&commat;&lsqb;&bsol;&rsqb;&hat;"
            + "&lowbar;&grave;&lcub;&verbar;&rcub;&tilde;&comma;b")]
    [InlineData(
        "a-`|-_[]{}| b",
        "a&dash;&DiacriticalGrave;&vert;&minus;&UnderBar;&lbrack;&rbrack;&lbrace;&rbrace;&VerticalLine;&Tab;&NewLine;&nbsp;b")]
    [InlineData("kn3-key", "k&#1103-key")]
    [InlineData("k\u044f-key", "k&#1103-key")]
    [InlineData("s3/cr", "73332F6372")]
    [InlineData("s3/cr", "73332f6372")]
    [InlineData("s3/cr", "73 33 2f 63 72")]
    [InlineData("s3/cr", "73:33:2F:63:72")]
    [InlineData("s3/cr", "73-33-2F-63-72")]
    [InlineData("s3/cr", "0x73, 0x33, 0x2f, 0x63, 0x72")]
    public void A_short_secret_in_an_unusual_encoding_is_shown(string secret, string form)
    {
        Assert.StartsWith("You sent '", Guard(secret).Show($"You sent '{form}'"), StringComparison.Ordinal);
    }

    /// <summary>A server that reads UTF-8 as Latin-1 or Windows-1252 repeats other letters than it was sent.</summary>
    [Theory]
    [InlineData("kx-m\u00fcller-99", "kx-m\u00c3\u00bcller-99")]
    [InlineData("kx-m\u00fcller-99", "kx-m%C3%83%C2%BCller-99")]
    [InlineData(
        "\u043f\u0430\u0440\u043e\u043b\u044c-\u0434\u043e\u043c",
        "\u00d0\u00bf\u00d0\u00b0\u00d1\u20ac\u00d0\u00be\u00d0\u00bb\u00d1\u0152-\u00d0\u00b4\u00d0\u00be\u00d0\u00bc")]
    public void A_secret_that_the_server_has_decoded_wrongly_is_not_shown(string secret, string form)
    {
        Assert.Equal(Withheld, Guard(secret).Show($"Unknown secret {form}."));
    }

    /// <summary>Six letters or digits of it are enough.</summary>
    [Theory]
    [InlineData("x7Kq2m9Zt4", "Secret begins with x7Kq2m", true)]
    [InlineData("x7Kq2m9Zt4", "Secret ends with M9ZT4.", false)]
    [InlineData("x7Kq2m9Zt4", "Secret ends with 2-M9/ZT4", true)]
    [InlineData("x7Kq2m9Zt4", "Invalid order status", false)]
    public void A_piece_of_the_secret_is_not_shown(string secret, string text, bool isWithheld)
    {
        Assert.Equal(isWithheld ? Withheld : text, Guard(secret).Show(text));
    }

    [Theory]
    [InlineData("s3cret-w0rd")]
    [InlineData("s3cret-w0rd1")]
    [InlineData("s3cret-w0rd12")]
    [InlineData("ÿ?>ÿ?>ÿ?>ÿ?>")]
    public void Base64_at_any_offset_is_not_shown(string secret)
    {
        foreach (string before in new[] { "", "i", "id", "id:", "client:" })
        {
            foreach (string after in new[] { "", "&", "&a", "&a=1" })
            {
                string form = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + secret + after));
                Assert.Equal(Withheld, Guard(secret).Show($"Basic {form}"));
                Assert.Equal(Withheld, Guard(secret).Show($"Basic {form.Replace('+', '-').Replace('/', '_')}"));
            }
        }
    }

    [Theory]
    // RFC 6749 section 2.3.1 encodes the secret for a form first.
    [InlineData("s3/cr&t=w+rd", "czMlMkZjciUyNnQlM0R3JTJCcmQ=")]
    // UTF-16.
    [InlineData("s3/cr&t=w+rd", "cwAzAC8AYwByACYAdAA9AHcAKwByAGQA")]
    [InlineData("s3/cr&t=w+rd", "Basic czMvY3ImdD13\r\nK3Jk")]
    [InlineData("s3/cr&t=w+rd", "Basic%20czMvY3ImdD13K3Jk")]
    [InlineData("s3cret", "Basic czNjcmV0")]
    public void Base64_of_a_form_or_of_UTF_16_or_on_two_lines_is_not_shown(string secret, string text)
    {
        Assert.Equal(Withheld, Guard(secret).Show(text));
    }

    /// <summary>A run of them is one prefix of an escape, which must not be read again from each of its characters.</summary>
    [Fact]
    public void Many_backslashes_are_text()
    {
        string backslashes = new('\\', 65_536);

        Assert.False(Guard("s3cr3t-w0rd").Repeats(backslashes));
        Assert.Equal(backslashes, Guard("s3cr3t-w0rd").Show(backslashes, 65_536));
    }

    [Fact]
    public void Each_of_several_secrets_is_withheld()
    {
        SecretGuard guard = new(() => ["token-1234", "", "passw%rd99", "x"]);

        Assert.Equal(Withheld, guard.Show("You sent token-1234"));
        Assert.Equal(Withheld, guard.Show("You sent passw%25rd99"));
        Assert.Equal(Withheld, guard.Show("You sent x"));
        Assert.Equal("You sent passw", guard.Show("You sent passw"));
    }

    /// <summary>What the request contains openly, and the words of ordinary messages, say nothing about a secret.</summary>
    [Theory]
    [InlineData("my-client-secret-7f3a", "Unknown client, or client_secret is wrong", false)]
    [InlineData("my-client-secret-7f3a", "You sent my-client-secret-7f3a", true)]
    [InlineData("my-client-secret-7f3a", "ends with secret7", true)]
    [InlineData("order-45453571-key", "Order 45453571 is not yours", false)]
    [InlineData("order-45453571-key", "Order-45453571-key", true)]
    [InlineData("45453571", "Order 45453571 is not yours", true)]
    [InlineData("secret", "client_secret is wrong", true)]
    public void Ordinary_messages_are_shown(string secret, string text, bool isWithheld)
    {
        SecretGuard guard = new(() => [secret], () => "https://api.example/order/45453571/cancellation");

        Assert.Equal(isWithheld ? Withheld : text, guard.Show(text));
    }

    [Theory]
    [InlineData("", "Invalid order status")]
    [InlineData(" ", "Invalid order status")]
    [InlineData("+", "Invalid order status")]
    [InlineData("rde", "Invalid order status")]
    [InlineData("ORDER", "Invalid order status")]
    [InlineData("order", "Invalid orders")]
    [InlineData("in.alid", "Invalid order status")]
    [InlineData("secret", "Invalid order status")]
    [InlineData("invalid", "Valid order status")]
    [InlineData("s3cre", "Basic czNjcmU=")]
    // Not escapes, or of nothing that is a character.
    [InlineData("k\u00ff-key", "k\\777-key")]
    [InlineData("k/-key", "k\\u{2fk-key")]
    [InlineData("kX-key", "k\\128-key")]
    [InlineData("ke-key", "k&#9B;-key")]
    // What a secret that looks escaped decodes to.
    [InlineData("%41%42", "ABnormal order status")]
    [InlineData("k\u00ff-key", "k&#x110000;-key &#99999999; &#; &#x; \\u{110000} \\u{} \\u{2f \\U00110000 %u002 & &x;")]
    public void Other_text_is_shown(string secret, string words)
    {
        Assert.Equal(words, Guard(secret).Show(words));
    }

    private static SecretGuard Guard(string secret) => new(() => [secret]);
}
