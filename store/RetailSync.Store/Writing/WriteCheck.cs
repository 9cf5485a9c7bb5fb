namespace RetailSync.Store.Writing;

/// <summary>Refuses what the two databases would keep differently, before it waits for a commit.</summary>
internal static class WriteCheck
{
    // A unit's own objects, beside what its values hold.
    private const int BytesPerStatement = 64;

    /// <summary>Checks every value of a unit.</summary>
    /// <returns>About how much memory the values take, in bytes.</returns>
    public static int Check(StoreWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var statements = write.Statements;
        var bytes = 0L;
        for (var i = 0; i < statements.Count; i++)
        {
            var (sql, values) = statements[i];
            bytes += BytesPerStatement;
            for (var v = 0; v < values.Length; v++)
            {
                bytes += Check(sql, v, values[v]);
            }
        }

        return (int)Math.Min(bytes, int.MaxValue);
    }

    private static int Check(Sql sql, int index, object? value) => (sql.Parameters[index].Type, value) switch
    {
        (_, null) => 0,
        (SqlType.Integer, long) => sizeof(long),
        (SqlType.Bytes, byte[] bytes) => bytes.Length,
        (SqlType.Text, string text) => Fault(text) is { } fault ? throw Refused(sql, index, fault) : text.Length,
        (var type, _) => throw Refused(sql, index, $"is a {value.GetType().Name}, where {Expected(type)} or null is expected"),
    };

    private static string? Fault(string text)
    {
        if (text.AsSpan().Contains('\0'))
        {
            return "holds the character NUL, which PostgreSQL does not keep";
        }

        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return "holds half a surrogate pair, which is no text";
            }
        }

        return null;
    }

    // Never the value: it may be personal.
    private static ArgumentException Refused(Sql sql, int index, string fault) => new($"The value of @{sql.Parameters[index].Name} {fault}. Statement: {sql.Text}");

    private static string Expected(SqlType type) => type switch
    {
        SqlType.Text => "a string",
        SqlType.Integer => "a long",
        SqlType.Bytes => "a byte[]",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type."),
    };
}
