using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>
/// Recognizes texts in rows that a tool wrote in place of a reference. KornitX accepts any text as a reference, so nothing later
/// would notice them.
/// </summary>
internal static class ExportArtifact
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Dictionary<string, string> Tools = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NULL"] = "SQL tools write",
        ["\\N"] = "MySQL and PostgreSQL write",
        ["(null)"] = "Oracle tools and Objective-C programs write",
        ["None"] = "Python writes",
        ["nan"] = "pandas, a Python library, writes",
        ["NaT"] = "pandas, a Python library, writes",
        ["<NA>"] = "pandas, a Python library, writes",
        ["nil"] = "Ruby writes",
        ["undefined"] = "JavaScript writes",
    };

    // In every language, the error values are upper-case letters with a slash, an underscore, a question mark or an exclamation mark, and
    // no digit except in #DIV/0!: #N/A, #BEZUG!. Three have only letters. So #1001, #Abc and #ABC are references.
    private static readonly Regex WorkbookError = new(
        @"^(#([\p{Lu}\p{M}\p{Zs}]*([/_?!¿¡]|/0))+[\p{Lu}\p{M}\p{Zs}]*|#+|#(NV|YOK|HIÁNYZIK)|(?i:#N/A|#NV|#[A-Z_/0]+[!?]|Err:\d+))$",
        RegexOptions.CultureInvariant);

    private static readonly Regex ShortenedNumber = new(@"^-?\d([.,]\d+)?E\+\d+$", Options);

    private static readonly Regex TypeName = new(@"^(System\.[\w.`]+(\[[\w.,\[\]` ]*\])?|\[object \w+\]|@\{.*\})$", Options);

    /// <summary>Says why a reference can't be meant, as the end of a sentence; null if it can.</summary>
    public static string? FindProblem(string text)
    {
        if (Tools.TryGetValue(text, out string? tool))
            return $"is what {tool} for a missing value. Enter the reference, or leave the cell blank";
        return text[0] switch
        {
            '\'' => "begins with the apostrophe that marks text in Excel. Remove it",
            '#' or 'E' or 'e' when WorkbookError.IsMatch(text) =>
                "is an error value of Excel or another spreadsheet. Correct the cell, then export it again",
            '-' or (>= '0' and <= '9') when ShortenedNumber.IsMatch(text) =>
                "is a number that Excel has shortened. Format the column as text, then enter the number again",
            'S' or '[' or '@' when TypeName.IsMatch(text) =>
                "is the name of a type or an object, which PowerShell or JavaScript writes in place of its content. Export the content",
            _ => null,
        };
    }
}
