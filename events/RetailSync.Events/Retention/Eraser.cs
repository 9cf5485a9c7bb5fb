using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Retention;

/// <summary>Erases what the journal and the log keep about a subject: bodies and data are blanked in place, rows stay, and the erasure is recorded. Safe to use from many threads.</summary>
internal sealed partial class Eraser(IStore store, IEnumerable<IOperatorActions> listeners, ILogger<Eraser> logger)
{
    private const int Batch = 200;

    /// <summary>Erases a subject. It can be repeated: what is blank stays so.</summary>
    /// <param name="subject">The key, <c>entity:key</c> such as <c>customer:C-1001</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="who">The consumer that asks for it.</param>
    /// <param name="cancellationToken">Stops it between two batches; what is done is done, and nothing is recorded.</param>
    public async Task<Erasure> EraseAsync(string subject, string reason, string who, CancellationToken cancellationToken)
    {
        const string ofSubject = "(lane = @key or id in (select operation_id from event where entity_key = @key))";
        var key = ("key", (object?)subject);

        // Found on a read connection first: a journal of years must not be searched by the writer.
        var ids = await store.ListAsync(
            $"select id from operation where {ofSubject} and state in (1, 2, 4) and (request_body is not null or response_body is not null)", row => row.GetString(0), cancellationToken, key);
        var operations = 0L;
        foreach (var some in ids.Chunk(Batch))
        {
            var write = new StoreWrite();
            Array.ForEach(some, id => write.Add(RetentionSql.EraseOperation, id));
            operations += (await store.WriteAsync(write, cancellationToken)).Sum(changed => (long)changed);
        }

        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        var last = await store.FirstAsync("select coalesce(max(key_seq), 0) from event where entity_key = @key", row => row.GetInt64(0), cancellationToken, key);
        var events = 0L;
        for (var after = 0L; after < last; after += Batch)
        {
            events += (await store.WriteAsync(new StoreWrite().Add(RetentionSql.EraseEvents, now, subject, after, after + Batch), cancellationToken))[0];
        }

        var open = await store.FirstAsync($"select count(*) from operation where {ofSubject} and (state = 0 or state = 3 or state = 5 or state = 6)", row => row.GetInt64(0), cancellationToken, key);
        var erasure = new Erasure(Guid.CreateVersion7(), operations, events, open);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));
        await store.WriteAsync(new StoreWrite().Add(RetentionSql.RecordErasure, erasure.Id.ToString(), hash, now, who, reason, operations, events), cancellationToken);
        foreach (var listener in listeners)
        {
            listener.Tell("operation.erase", erasure.Id.ToString(), applied: true);
        }

        LogErased(erasure.Id, who, operations, events);
        return erasure;
    }

    [LoggerMessage(LogLevel.Information, "Erasure {Erasure} by {Who}: the bodies of {Operations} operations and the data of {Events} events are gone.", EventName = "retention.erased")]
    private partial void LogErased(Guid erasure, string who, long operations, long events);
}
