using System.Buffers;
using System.Text;

namespace RetailSync.Store.Writing;

/// <summary>What may stand in a statement, and how it is told to PostgreSQL.</summary>
internal static class SqlText
{
    // Statements that end or begin transactions, or change the connection, would act on what other callers have in the same commit.
    private static readonly string[] Control = ["begin", "commit", "end", "rollback", "savepoint", "release", "start", "abort", "prepare", "pragma", "attach", "detach", "vacuum", "set", "reset", "listen", "lock"];

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Refuses a statement that would reach beyond its unit.</summary>
    /// <exception cref="ArgumentException">It begins with such a word.</exception>
    public static void RefuseControl(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        var length = trimmed.IndexOfAnyExcept(Letters) is var other && other >= 0 ? other : trimmed.Length;
        foreach (var word in Control)
        {
            if (trimmed[..length].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"'{word}' has no place in a unit: it would reach beyond it. Statement: {text}");
            }
        }
    }

    /// <summary>The text with the parameters by number, as PostgreSQL's protocol has them: <c>$1</c>.</summary>
    /// <exception cref="ArgumentException">It uses a parameter that is not declared, or the reverse.</exception>
    public static string Numbered(Sql sql)
    {
        var text = sql.Text;
        var result = new StringBuilder(text.Length);
        var used = new bool[sql.Parameters.Length];
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"':
                    var end = text.IndexOf(text[i], i + 1) is var close && close > 0 ? close : text.Length - 1;
                    result.Append(text, i, end - i + 1);
                    i = end;
                    break;
                case '-' when i + 1 < text.Length && text[i + 1] == '-':
                    i = text.IndexOf('\n', i) is var line && line > 0 ? line : text.Length;
                    result.Append('\n');
                    break;
                case '@' when i + 1 < text.Length && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] == '_'):
                    var length = 1;
                    while (i + length < text.Length && (char.IsAsciiLetterOrDigit(text[i + length]) || text[i + length] == '_'))
                    {
                        length++;
                    }

                    result.Append('$').Append(Place(sql, text.AsSpan(i + 1, length - 1), used) + 1);
                    i += length - 1;
                    break;
                default:
                    result.Append(text[i]);
                    break;
            }
        }

        return Array.IndexOf(used, false) is var unused and >= 0 ? throw new ArgumentException($"@{sql.Parameters[unused].Name} is declared and not used. Statement: {text}") : result.ToString();
    }

    private static int Place(Sql sql, ReadOnlySpan<char> name, bool[] used)
    {
        for (var i = 0; i < used.Length; i++)
        {
            if (name.SequenceEqual(sql.Parameters[i].Name))
            {
                used[i] = true;
                return i;
            }
        }

        throw new ArgumentException($"@{name} is used and not declared. Statement: {sql.Text}");
    }
}
