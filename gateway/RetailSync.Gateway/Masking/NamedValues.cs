using System.Buffers;

namespace RetailSync.Gateway.Masking;

/// <summary>Finds values by the name that stands before them: <c>token=...</c>, <c>"password":"..."</c>, <c>Cookie: ...</c>.</summary>
internal static class NamedValues
{
    /// <summary>What stands in their place.</summary>
    public const string Mark = "[secret]";

    private const int LongestName = 100;

    private static readonly SearchValues<char> EndsOfValue = SearchValues.Create("& \t\r\n;,\"'<>(){}[]#|");

    /// <summary>Adds every value that a sensitive name introduces. Linear in the text's length.</summary>
    public static void Find(ReadOnlySpan<char> text, SensitiveNames names, ref Finds finds)
    {
        if (text.IndexOfAny('=', ':') < 0)
        {
            return;
        }

        var position = 0;
        while (text[position..].IndexOfAny(names.Anywhere) is var offset and >= 0)
        {
            var start = position + offset;
            var begin = BeginOf(text, start);
            var end = begin == Begin.None ? start + 1 : EndOfName(text, start);
            position = end;
            if (begin switch { Begin.Word => names.Lookup.Contains(text[start..end]), Begin.Part => names.AfterColon.Contains(text[start..end]), _ => false })
            {
                position = Math.Max(end, Value(text, start, end, names, ref finds));
            }
        }
    }

    // "tokens" is not "token"; but "user_password" and "userPassword" are passwords, too.
    private static Begin BeginOf(ReadOnlySpan<char> text, int start) =>
        start == 0 || !IsPartOfName(text[start - 1]) ? Begin.Word
        : text[start - 1] is '_' or '-' || (char.IsAsciiLetterUpper(text[start]) && char.IsAsciiLetterLower(text[start - 1])) ? Begin.Part
        : Begin.None;

    private static int EndOfName(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && IsPartOfName(text[end]) && end - start <= LongestName)
        {
            end++;
        }

        return end;
    }

    // Behind the name: an equals sign, or a colon where the name is quoted or strong. Returns where to go on.
    private static int Value(ReadOnlySpan<char> text, int start, int end, SensitiveNames names, ref Finds finds)
    {
        // The last part of a configuration path is followed by a message, not by its value.
        var isPath = start > 0 && text[start - 1] is ':' or '.';
        var isQuoted = end < text.Length && text[end] is '"' or '\'' && start > 0;
        var sign = Skip(text, isQuoted ? end + 1 : end, ' ');
        if (sign >= text.Length || text[sign] is not ('=' or ':') || (text[sign] == ':' && !isQuoted && (isPath || !names.AfterColon.Contains(text[start..end]))))
        {
            return end;
        }

        var value = Skip(text, sign + 1, ' ');
        var rest = text[value..];
        if (rest is ['"' or '\'', ..])
        {
            var length = rest[1..].IndexOf(rest[0]) is var close and >= 0 ? close : rest.Length - 1;
            Add(rest.Slice(1, length), value + 1, ref finds);
            return value + 1 + length;
        }

        // What opens a bracket is part of the value, unless it is a mark that stands there already.
        var first = rest is ['(' or '[' or '{' or '<', ..] && !IsMark(rest) ? 1 : 0;

        // A header's value goes on to the end of its line: cookies and schemes have spaces in them.
        var count = text[sign] == ':' && !isQuoted ? rest[first..].IndexOfAny('\r', '\n') : rest[first..].IndexOfAny(EndsOfValue);
        count = count < 0 ? rest.Length : count + first;
        Add(rest[..count], value, ref finds);
        return value + count;
    }

    private static bool IsMark(ReadOnlySpan<char> text) =>
        text.StartsWith(Mark) || text.StartsWith("[token]") || text.StartsWith("[email]") || text.StartsWith("[card]") || text.StartsWith("[credentials]");

    // A reference says where a secret is, and is none.
    private static void Add(ReadOnlySpan<char> value, int start, ref Finds finds)
    {
        if (!value.StartsWith("env:") && !value.StartsWith("file:"))
        {
            finds.Add(start, value.Length, Mark);
        }
    }

    private static int Skip(ReadOnlySpan<char> text, int position, char what) => position < text.Length && text[position] == what ? position + 1 : position;

    private static bool IsPartOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private enum Begin
    {
        None,
        Word,
        Part,
    }
}
