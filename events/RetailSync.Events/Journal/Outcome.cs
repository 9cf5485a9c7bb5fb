using RetailSync.Events.Queueing;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Journal;

/// <summary>An outcome with its events, ready to be written: sealed, and independent of the buffers that it came from. Immutable, so that it can be written again when the store was away.</summary>
internal sealed record Outcome
{
    public required Guid Id { get; init; }

    /// <summary>The state that the row must be in.</summary>
    public required OperationState From { get; init; }

    /// <summary>The owner that the row must have.</summary>
    public required long Epoch { get; init; }

    /// <summary>The lease under which it was found out; 0 when there is none.</summary>
    public long Lease { get; init; }

    public required OperationState State { get; init; }

    public required long Now { get; init; }

    public long? ExpiresAt { get; init; }

    public int? Status { get; init; }

    public string? ResponseHeaders { get; init; }

    /// <summary>Sealed; null when it is not kept.</summary>
    public byte[]? ResponseBody { get; init; }

    public bool IsReconstructed { get; init; }

    public string? Reason { get; init; }

    public bool KeepsKey { get; init; }

    /// <summary>The events, and their data sealed.</summary>
    public IReadOnlyList<(PreparedEvent Event, byte[]? Data)> Events { get; init; } = [];

    /// <summary>The person's decision that it is; null otherwise.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Whether there is an event that can be delivered.</summary>
    public bool HasSoundEvents => Events.Any(made => made.Event.Defect is null);

    /// <summary>About how many bytes it holds.</summary>
    public long Bytes => 1_024 + (ResponseBody?.Length ?? 0) + Events.Sum(made => 512L + (made.Data?.Length ?? 0));

    /// <summary>Seals the events' data.</summary>
    public static IReadOnlyList<(PreparedEvent Event, byte[]? Data)> SealAll(IReadOnlyList<PreparedEvent> events, BodySeal seal) =>
        events.Count == 0 ? [] : [.. events.Select(made => (made, made.Data is { } data ? seal.Seal(data.Span, Places.Event(made.Id)) : null))];

    /// <summary>The statements of one try. Each try has its own token: when an earlier one turns out to have been written, this one changes nothing.</summary>
    public StoreWrite ToWrite(string token)
    {
        var id = Id.ToString();
        var write = new StoreWrite().Add(
            JournalSql.Settle, (long)State, Now, token, ExpiresAt, (long?)Status, ResponseHeaders, ResponseBody, IsReconstructed ? 1L : 0L, Reason, KeepsKey ? 1L : 0L,
            State == OperationState.Unknown ? Now : null, id, Epoch, (long)From, Lease);
        if (Decision is { } decision)
        {
            write.Add(JournalSql.RecordDecision, Guid.CreateVersion7().ToString(), Now, decision.By, decision.What, decision.Reason, id, token);
        }

        if (From == OperationState.Queued)
        {
            write.Add(QueueSql.CountDecided, id, token);
        }

        foreach (var (made, data) in Events)
        {
            Append(write, id, token, Now, made, data);
        }

        return write;
    }

    /// <summary>Adds the statements that append an event, if the operation was settled under the token.</summary>
    public static void Append(StoreWrite write, string operation, string token, long now, PreparedEvent made, byte[]? data) =>
        write.Add(JournalSql.BumpHead, operation, token)
            .Add(JournalSql.BumpKey, made.Key, operation, token)
            .Add(JournalSql.AppendEvent, made.Id, made.Type, made.System, made.Subject, made.ContentType, data, made.DataSchema, now, made.Defect, operation, token, made.Key);
}
