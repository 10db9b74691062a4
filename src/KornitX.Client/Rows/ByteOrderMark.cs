namespace KornitX.Client;

/// <summary>
/// Removes a byte order mark that was read in another encoding from the first name of a file. A quoted name then keeps its
/// quotes, because they are not at the start of the line.
/// </summary>
internal static class ByteOrderMark
{
    /// <summary>
    /// The bytes EF BB BF of UTF-8, and FF FE or FE FF of UTF-16, in the code pages of Windows, DOS, macOS and ISO 8859, without
    /// the characters that names ignore.
    /// </summary>
    private static readonly string[] Misread =
    [
        "ï»¿", "ï»؟", "ď»ż", "ďťż", "п»ї", "ο»Ώ", "ן»¿", "ļ»æ", "яЛП",
        "๏ปฟ", "Ôªø", "ÔĽŅ", "О╩©",
        "∩╗┐", "´╗┐", "я╗┐", "№╗┐", "Ύ╗┐", "’╗┐", "ي╗┐", "\uFFFDｻｿ", "・ｻｿ", "Ã¯Â»Â¿",
        "ÿþ", "þÿ", "ÿş", "şÿ",
        "ÿ₫", "₫ÿ", "˙ţ", "ţ˙", "˙ž", "ž˙", "яю", "юя", "џў", "ўџ", "ˇ˛", "˛ˇ", "ˇĢ", "Ģˇ",
        "ЪЧ", "ЧЪ", "■", "пїњ", "¤ю", "ю¤", "・\uFF7F",
        "\uF8FBώ", "ώ\uF8FB", "\uF8C8\uF8C7", "\uF8C7\uF8C8", "\uF896", "\u06D2",
        "\uFFFDώ", "ώ\uFFFD", "\uF8F3\uF8F2", "\uF8F2\uF8F3", "\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD", "\uFFFD", "???",
    ];

    /// <summary>
    /// The mark of UTF-8 in the code pages 936, 950 and 949, which combine its last byte with the first letter of the name.
    /// </summary>
    private static readonly char[] WithNextLetter = ['锘', '嚜', '癤'];

    /// <summary>Returns the normalized name without a byte order mark and the quotes that follow it.</summary>
    public static string Remove(string name, string normalized)
    {
        int length = Misread.Where(mark => normalized.StartsWith(mark, StringComparison.Ordinal))
            .Select(mark => mark.Length).DefaultIfEmpty().Max();
        if (length == 0 && normalized.Length > 2 && WithNextLetter.Contains(normalized[0]) && normalized[2] == '"')
            length = 2;
        return length > 0 || name.StartsWith("\uFEFF", StringComparison.Ordinal) ? normalized.Substring(length).Trim('"') : normalized;
    }

    /// <summary>Finds the field of a name whose first letter became part of the mark.</summary>
    public static Field? FindField(string normalized) =>
        normalized.Length < 3 || !WithNextLetter.Contains(normalized[0]) ? null : Fields.All.Cast<Field?>().FirstOrDefault(field =>
            Fields.Names(field!.Value).Any(name => Column.Normalize(name).Substring(1) == normalized.Substring(2)));
}
