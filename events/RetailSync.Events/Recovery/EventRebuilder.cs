using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Resolving;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Recovery;

/// <summary>Builds the events of placeholders again. An event that is built keeps the placeholder's places in the log and in its key's order. Safe to use from many threads.</summary>
internal sealed partial class EventRebuilder(IStore store, BodySeal seal, EventMaker maker, EventSignal signal, JournalMetrics metrics, ILogger<EventRebuilder> logger)
{
    private const int Batch = 200;

    /// <summary>Tries every placeholder once, in the log's order.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var rows = await store.ListAsync(
                $"select seq, operation_id from event where defect is not null and seq > @after order by seq limit {Batch}",
                row => (Seq: row.GetInt64(0), Operation: row.GetString(1)), cancellationToken, ("after", after));
            foreach (var operation in rows.Select(row => row.Operation).Distinct(StringComparer.Ordinal))
            {
                await RebuildAsync(Guid.Parse(operation), cancellationToken);
            }

            if (rows.Count < Batch)
            {
                return;
            }

            after = rows[^1].Seq;
        }
    }

    /// <summary>Tries the placeholders of one operation. Returns how many became events, and how many are left.</summary>
    public async Task<(int Rebuilt, int Left)> RebuildAsync(Guid id, CancellationToken cancellationToken)
    {
        var key = ("id", (object?)id.ToString());
        var row = await store.FirstAsync($"select {StoredOperation.Columns} from operation where id = @id", StoredOperation.Read, cancellationToken, key);
        var token = await store.FirstAsync("select settled_by from operation where id = @id", found => found.TextOrNull(0), cancellationToken, key);
        var kept = await store.ListAsync(
            "select id, type, entity_key, defect from event where operation_id = @id order by seq",
            found => new Kept(found.GetString(0), found.GetString(1), found.GetString(2), !found.IsDBNull(3)), cancellationToken, key);
        var defects = kept.Where(one => one.IsDefect).ToList();
        if (row is null || token is null || defects.Count == 0)
        {
            return (0, 0);
        }

        if (await MakeAsync(row, cancellationToken) is not { } made)
        {
            return (0, defects.Count);
        }

        // What is in the log already, and what still fails, is nothing to write. When all is sound every placeholder is resolved.
        var isComplete = made.All(one => one.Defect is null);
        var sound = made.Where(one => one.Defect is null).ToList();
        foreach (var known in kept.Where(one => !one.IsDefect))
        {
            sound.RemoveAll(one => one.Type == known.Type && one.Key == known.Key);
        }

        var pairs = Pair(defects, sound, isComplete);
        if (pairs.Count == 0)
        {
            return (0, defects.Count);
        }

        return await WriteAsync(row, token, pairs, isComplete ? [.. sound.Except(pairs.Select(pair => pair.Made))] : [], cancellationToken)
            ? (pairs.Count, defects.Count - pairs.Count)
            : (0, defects.Count);
    }

    private static List<(Kept Kept, PreparedEvent Made)> Pair(List<Kept> defects, List<PreparedEvent> sound, bool isComplete)
    {
        var pairs = new List<(Kept Kept, PreparedEvent Made)>();
        var free = new List<PreparedEvent>(sound);
        foreach (var defect in defects)
        {
            var fits = free.Find(one => one.Type == defect.Type && one.Key == defect.Key)
                ?? free.Find(one => one.Type == defect.Type)
                ?? (isComplete ? free.Find(one => one.Key == defect.Key) ?? (defect.Type == PreparedEvent.UnknownType ? free.FirstOrDefault() : null) : null);
            if (fits is not null)
            {
                free.Remove(fits);
                pairs.Add((defect, fits));
            }
        }

        return pairs;
    }

    private async Task<IReadOnlyList<PreparedEvent>?> MakeAsync(StoredOperation row, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> request = row.RequestBody is { } sealedRequest ? seal.Open(sealedRequest, row.RequestPlace) : default;
            var answer = new UpstreamAnswer
            {
                Status = row.Status ?? 0,
                Headers = row.ResponseHeaders,
                Body = row.ResponseBody is { } sealedResponse ? new ReadOnlySequence<byte>(seal.Open(sealedResponse, row.ResponsePlace)) : null,
            };
            return await maker.MakeAsync(Resolver.FactsOf(row, request, answer) with { IsReconstructed = row.IsReconstructed }, cancellationToken);
        }
        catch (CryptographicException damaged)
        {
            LogDamaged(row.Id, damaged);
            return null;
        }
    }

    private async Task<bool> WriteAsync(StoredOperation row, string old, List<(Kept Kept, PreparedEvent Made)> pairs, IReadOnlyList<PreparedEvent> further, CancellationToken cancellationToken)
    {
        var (id, token) = (row.Id.ToString(), Guid.NewGuid().ToString("N"));
        var write = new StoreWrite().Add(JournalSql.ChangeToken, token, id, old);
        foreach (var (kept, made) in pairs)
        {
            var data = made.Data is { } plain ? seal.Seal(plain.Span, Places.Event(kept.Id)) : null;
            write.Add(JournalSql.RepairEvent, made.Type, made.System, made.Subject, made.ContentType, data, made.DataSchema, kept.Id, id, token);
        }

        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        foreach (var (made, data) in Outcome.SealAll(further, seal))
        {
            Outcome.Append(write, id, token, now, made, data);
        }

        if ((await store.WriteAsync(write, cancellationToken))[0] == 0)
        {
            return false;
        }

        pairs.ForEach(_ => metrics.Rebuilt());
        LogRebuilt(row.Id, pairs.Count);
        signal.Raise();
        return true;
    }

    [LoggerMessage(LogLevel.Information, "{Count} placeholders of operation {Operation} became events.", EventName = "journal.rebuilt")]
    private partial void LogRebuilt(Guid operation, int count);

    [LoggerMessage(LogLevel.Error, "The bodies of operation {Operation} do not open, so its event cannot be built.", EventName = "journal.rebuild-damaged")]
    private partial void LogDamaged(Guid operation, Exception fault);

    private sealed record Kept(string Id, string Type, string Key, bool IsDefect);
}
