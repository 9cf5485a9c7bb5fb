using Microsoft.Extensions.Logging;
using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>Turns an applied change into events that are held against their contracts. What cannot be built becomes a placeholder that keeps its place. Safe to use from many threads.</summary>
internal sealed partial class EventMaker(ISnapshotSource snapshots, IChangeEventBuilder builder, JournalMetrics metrics, ILogger<EventMaker> logger)
{
    private const int MaxErrors = 5;
    private const int MaxDefectLength = 1_000;

    /// <summary>The snapshot's revision, by which the caller sees whether another try is worth while.</summary>
    public string Revision => snapshots.Current.Revision;

    /// <summary>Makes the events; sound ones and placeholders. Never throws.</summary>
    public async ValueTask<IReadOnlyList<PreparedEvent>> MakeAsync(EventFacts facts, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        var operation = ContractLookup.Find(snapshot, facts.ContractId, facts.OperationId, out var hash);
        if (operation is null)
        {
            return [Placeholder(facts, null, null, $"Contract {facts.ContractId} has no operation '{facts.OperationId}' any more, so its event cannot be built.")];
        }

        if (hash != facts.ContractHash)
        {
            LogOtherContract(facts.Id, facts.ContractId);
        }

        var path = ContractLookup.PathBelow(snapshot, facts.ContractId, facts.Target);
        var requestBody = ContentCoding.Decode(facts.RequestBody, HeaderText.Find(facts.RequestHeaders, "Content-Encoding")) ?? facts.RequestBody;
        var responseBody = AnswerBody(facts.Answer);
        var placeholderKey = EntityKey.Find(operation, path, requestBody, responseBody ?? default);
        BuiltEvents built;
        try
        {
            built = await builder.BuildAsync(
                new CompletedChange
                {
                    Id = facts.Id,
                    Operation = operation,
                    ContractId = facts.ContractId,
                    Path = path,
                    ConsumerId = facts.ConsumerId,
                    RequestContentType = HeaderText.Find(facts.RequestHeaders, "Content-Type"),
                    RequestBody = requestBody,
                    Status = facts.Answer?.Status ?? 0,
                    ResponseContentType = facts.Answer is { } answer ? HeaderText.Find(answer.Headers, "Content-Type") : null,
                    ResponseBody = responseBody,
                    IsReconstructed = facts.IsReconstructed,
                },
                cancellationToken);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // The builder promises not to throw. The change has been applied all the same, so its place in the log is kept whatever happens here.
            LogBuilder(facts.Id, broken);
            built = new BuiltEvents([], "The events could not be built.");
        }

        return Check(facts, operation, placeholderKey, built, snapshot);
    }

    private List<PreparedEvent> Check(EventFacts facts, Operation operation, string? key, BuiltEvents built, ISnapshot snapshot)
    {
        var events = new List<PreparedEvent>(built.Events.Count);
        foreach (var made in built.Events)
        {
            events.Add(Judge(facts, made, snapshot));
        }

        if (built.Fault is { } fault)
        {
            var type = operation.Event is { } declared && events.TrueForAll(made => made.Type != declared.Type) ? declared.Type : null;
            events.Add(Placeholder(facts, type, key, fault));
        }

        return events;
    }

    private PreparedEvent Judge(EventFacts facts, ChangeEvent made, ISnapshot snapshot)
    {
        if (made.Key.Length is 0 or > EntityKey.MaxLength + 64 || string.IsNullOrEmpty(made.Type))
        {
            return Placeholder(facts, made.Type, null, "The event has no type, or no key that can be used.");
        }

        // A type that no contract describes passes unjudged: lint warns of it, and the configuration's report counts it.
        var contract = snapshot.Events.GetValueOrDefault(made.Type);
        var errors = contract?.Judge(made.Data, MaxErrors) ?? [];
        if (errors.Count > 0)
        {
            return Placeholder(facts, made.Type, made.Key, "The data breaks the event's contract: " + string.Join("; ", errors.Select(error => $"{error.InstanceLocation}: {error.Error}")));
        }

        return new PreparedEvent
        {
            Type = made.Type,
            System = ContractLookup.SystemOf(facts.ContractId),
            Key = StoreText.Safe(made.Key),
            Subject = StoreText.Safe(made.Subject, EntityKey.MaxLength),
            ContentType = StoreText.Safe(made.DataContentType, 256),
            Data = made.Data.IsEmpty ? null : made.Data,
            DataSchema = contract?.DataSchema,
        };
    }

    private PreparedEvent Placeholder(EventFacts facts, string? type, string? key, string defect)
    {
        metrics.Placeholder();
        LogPlaceholder(facts.Id, type ?? PreparedEvent.UnknownType);
        return new PreparedEvent
        {
            Type = string.IsNullOrEmpty(type) ? PreparedEvent.UnknownType : StoreText.Safe(type),
            System = ContractLookup.SystemOf(facts.ContractId),
            Key = StoreText.Safe(key ?? facts.Lane ?? $"operation:{facts.Id}"),
            Defect = StoreText.Safe(defect, MaxDefectLength),
        };
    }

    private static ReadOnlyMemory<byte>? AnswerBody(UpstreamAnswer? answer)
    {
        if (answer?.Body is not { } body)
        {
            return null;
        }

        var whole = BodyBytes.Of(body);
        return ContentCoding.Decode(whole, HeaderText.Find(answer.Headers, "Content-Encoding"));
    }

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} was made under another version of contract {Contract}; its events are built with the one in force.", EventName = "journal.other-contract")]
    private partial void LogOtherContract(Guid operation, string contract);

    [LoggerMessage(LogLevel.Error, "The events of operation {Operation} could not be built.", EventName = "journal.builder")]
    private partial void LogBuilder(Guid operation, Exception fault);

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} has a placeholder in place of an event of type {Type}. It holds up the deliveries of its key until it is rebuilt.", EventName = "journal.placeholder")]
    private partial void LogPlaceholder(Guid operation, string type);
}
