using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Store.Migrations;

/// <summary>One step of the tables' history. Immutable; what was released is never changed again.</summary>
/// <param name="Number">Its place, from 1 without gaps.</param>
/// <param name="Name">What it brings, as its file is named.</param>
/// <param name="Text">The statements, in the words that both databases share; <c>{bytes}</c> stands for the type of bytes.</param>
internal sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>Hash of its text, in lower-case hexadecimal digits, whatever the line ends are.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>The statements in the words of one database.</summary>
    public string For(StoreKind kind) => kind switch
    {
        // An integer key is the row's own place in SQLite, where a bigint key would be an index beside it.
        StoreKind.Sqlite => Text.Replace("{bytes}", "blob", StringComparison.Ordinal).Replace("bigint primary key", "integer primary key", StringComparison.Ordinal),
        StoreKind.Postgres => Text.Replace("{bytes}", "bytea", StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such database."),
    };
}
