using System.Data.Common;

namespace RetailSync.Store;

/// <summary>
/// One SQL database: a SQLite file or PostgreSQL, with the same tables. Writes of many callers are committed together; a write that has completed is on disk.
/// Safe to use from many threads.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Which database it is.</summary>
    StoreKind Kind { get; }

    /// <summary>
    /// The owner epoch of this process: larger than that of every process that owned the store before it (SQLite), or unique to it (PostgreSQL). Rows that carry the epoch of
    /// a process that is gone are up for recovery.
    /// </summary>
    long Epoch { get; }

    /// <summary>Why nothing can be written at the moment, such as a full disk; null while all is well. It heals by itself when writing works again.</summary>
    string? Trouble { get; }

    /// <summary>
    /// Runs statements as one unit within the next group commit, in order, all or none. Completes when they are on disk, with the number of rows each one has changed.
    /// Units that are handed in one after another by one caller are carried out in that order.
    /// </summary>
    /// <param name="write">The statements.</param>
    /// <param name="cancellationToken">Gives up only while the unit still waits for its commit; a unit that has been taken up is carried out and completes.</param>
    /// <exception cref="StoreUnavailableException">It was certainly not written: the disk is full, or the database is away.</exception>
    /// <exception cref="StoreStatementException">It was not written because a statement of it is at fault: a constraint forbids it, or the SQL is wrong. Other units are not touched.</exception>
    /// <exception cref="ArgumentException">A value is of another type than its parameter, or a text holds a NUL or half a surrogate pair, which PostgreSQL does not keep.</exception>
    /// <exception cref="StoreUncertainException">It may or may not have been written: the connection broke during the commit.</exception>
    Task<IReadOnlyList<int>> WriteAsync(StoreWrite write, CancellationToken cancellationToken);

    /// <summary>Reads on a connection of its own, which sees everything that was committed before. Not for writing. The SQL must suit both databases.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Which of these epochs belong to processes that are certainly gone, so that what they left may be recovered. SQLite: every one but the own, because one process owns the
    /// file. PostgreSQL: those that hold no lock and have not been heard of for a lease; they are fenced by this call, so that a process that was only asleep cannot write any more.
    /// </summary>
    /// <param name="epochs">The epochs that somebody found in rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those of them that are dead, ascending, never the own one.</returns>
    Task<IReadOnlyList<long>> DeadEpochsAsync(IReadOnlyCollection<long> epochs, CancellationToken cancellationToken);

    /// <summary>Whether others have declared this process dead. Every write is refused then, and only a restart, which takes a new epoch, helps.</summary>
    bool IsFenced { get; }

    /// <summary>The database's clock: PostgreSQL's own, so that several gateways agree, or this machine's.</summary>
    ValueTask<DateTimeOffset> NowAsync(CancellationToken cancellationToken);

    /// <summary>The same with the time by which what is kept grows old, in one reading.</summary>
    ValueTask<StoreTime> TimeAsync(CancellationToken cancellationToken);
}
