using System.Data.Common;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A real store that tests can take away.</summary>
internal sealed class FaultyStore(IStore store, TimeProvider clock) : IStore
{
    /// <summary>What the next writes do instead of, or after, being carried out; null: nothing special.</summary>
    public Func<StoreWrite, Fault>? OnWrite { get; set; }

    /// <summary>Whether reads fail.</summary>
    public bool CannotRead { get; set; }

    public StoreKind Kind => store.Kind;

    public long Epoch => store.Epoch;

    public string? Trouble => store.Trouble;

    public bool IsFenced => store.IsFenced;

    public async Task<IReadOnlyList<int>> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        switch (OnWrite?.Invoke(write) ?? Fault.None)
        {
            case Fault.NotWritten:
                throw new StoreUnavailableException("The disk is full.");
            case Fault.UncertainNotWritten:
                throw new StoreUncertainException("The connection broke.");
            case Fault.UncertainWritten:
                await store.WriteAsync(write, cancellationToken);
                throw new StoreUncertainException("The connection broke.");
            default:
                return await store.WriteAsync(write, cancellationToken);
        }
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        CannotRead ? throw new TimeoutException("The database is away.") : store.ReadAsync(read, cancellationToken);

    public Task<IReadOnlyList<long>> DeadEpochsAsync(IReadOnlyCollection<long> epochs, CancellationToken cancellationToken) => store.DeadEpochsAsync(epochs, cancellationToken);

    // PostgreSQL has a clock of its own, which no test can set.
    public ValueTask<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => new(clock.GetUtcNow());

    // What is kept grows old with the monotonic clock on SQLite, and with the database's own on PostgreSQL: no jump of this machine's clock moves either.
    public ValueTask<StoreTime> TimeAsync(CancellationToken cancellationToken) =>
        store.Kind == StoreKind.Sqlite ? store.TimeAsync(cancellationToken) : new(new StoreTime(clock.GetUtcNow(), new DateTimeOffset(clock.GetTimestamp(), TimeSpan.Zero)));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    internal enum Fault
    {
        None,
        NotWritten,
        UncertainNotWritten,
        UncertainWritten,
    }
}
