using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Store.Settings;

/// <summary>Where the journal, the events and their deliveries are kept: the configuration section <c>Store</c>. Read once at the start; without it nothing is journalled. Immutable.</summary>
public sealed class StoreOptions
{
    /// <summary>Which database: <c>sqlite</c>, a file that one gateway owns, or <c>postgres</c>, which several share. Default <c>sqlite</c>.</summary>
    public StoreKind Provider { get; init; }

    /// <summary>SQLite's file; a relative path starts at the folder of yarp.json. Default: <c>journal.db</c> in the data folder. On a disk of this machine, not on a network share.</summary>
    public string? Path { get; init; }

    /// <summary>PostgreSQL's connection string, by reference (<c>env:NAME</c>, <c>file:path</c>): it holds a password. Required for <c>postgres</c>.</summary>
    public string? Connection { get; init; }

    /// <summary>Connections that read at the same time, at most; further readers wait. 1 to 100; default 8.</summary>
    [Range(1, 100)]
    public int PoolSize { get; init; } = 8;

    /// <summary>Writes that may wait for their commit; beyond it callers wait for a place. 16 to 100,000; default 4,096.</summary>
    [Range(16, 100_000)]
    public int QueueLength { get; init; } = 4_096;

    /// <summary>Whether the structure of SQLite's whole file is checked at the start, about a second for each gigabyte. Default true.</summary>
    public bool CheckAtStart { get; init; } = true;

    /// <summary>Pages of 4 KiB in SQLite's write-ahead log from which the writer copies them into the file. 100 to 100,000; default 4,000.</summary>
    [Range(100, 100_000)]
    public int CheckpointPages { get; init; } = 4_000;

    /// <summary>How long a gateway on PostgreSQL may be silent, in seconds by the database's clock, before others take over what it left. 5 to 300; default 15.</summary>
    [Range(5, 300)]
    public int LeaseSeconds { get; init; } = 15;

    /// <summary>How long PostgreSQL may take for one commit, in seconds, before the connection counts as broken. 1 to 300; default 10.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
