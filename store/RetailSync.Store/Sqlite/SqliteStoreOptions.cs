using RetailSync.Gateway;
using RetailSync.Store.Migrations;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Sqlite;

/// <summary>How a SQLite store is opened. Immutable.</summary>
/// <param name="Path">The file's full path.</param>
internal sealed record SqliteStoreOptions(string Path)
{
    /// <summary>Read connections at most; further readers wait.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Pages in the write-ahead log from which the writer copies them into the file.</summary>
    public int CheckpointPages { get; init; } = 4_000;

    /// <summary>Whether the structure of the whole file is checked when it is opened.</summary>
    public bool CheckAtStart { get; init; } = true;

    /// <summary>Bounds of the queue and of a commit.</summary>
    public WriteLimits Limits { get; init; } = new();

    /// <summary>The tables.</summary>
    public MigrationSet Migrations { get; init; } = MigrationSet.Embedded;

    /// <summary>FULL, unless a test shows what less would lose.</summary>
    internal string Synchronous { get; init; } = KnownMistakes.NormalSync ? "normal" : "full";
}
