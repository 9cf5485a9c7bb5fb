using System.Text.Json;
using RetailSync.Events.Journal;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Queueing;

/// <summary>Moves operations into the queue and back into it. Safe to use from many threads.</summary>
internal static class Waiting
{
    /// <summary>What is kept of the terms.</summary>
    public static string Write(QueueTerms terms) => JsonSerializer.Serialize(new[] { terms.Reject, terms.Release });

    /// <summary>What was kept of the terms: the statuses that reject, and those that release.</summary>
    public static (IReadOnlyList<int> Reject, IReadOnlyList<int> Release) Read(string? terms) =>
        terms is not null && JsonSerializer.Deserialize<int[][]>(terms) is [var reject, var release] ? (reject, release) : ([], []);

    /// <summary>Puts an operation that was certainly not carried out back to its place. False: it is somebody else's now.</summary>
    /// <param name="store">Where.</param>
    /// <param name="id">The operation; it was queued once.</param>
    /// <param name="from">The state that its row is in: <see cref="OperationState.Intent"/> or <see cref="OperationState.Unknown"/>.</param>
    /// <param name="lease">The resolver's lease; 0 when there is none.</param>
    /// <param name="next">Not before then; null: as soon as its turn has come.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up waiting for the writer.</param>
    public static async Task<bool> ReturnAsync(IStore store, Guid id, OperationState from, long lease, DateTimeOffset? next, string? reason, CancellationToken cancellationToken)
    {
        var (key, token) = (id.ToString(), Guid.NewGuid().ToString("N"));
        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        var changed = await store.WriteAsync(
            new StoreWrite()
                .Add(QueueSql.Return, token, Times.ToStore(next), StoreText.Safe(reason, 1_000), key, (long)from, store.Epoch, now, lease)
                .Add(QueueSql.CountReturned, key, token),
            cancellationToken);
        return changed[0] == 1;
    }
}
