using System.Text.Json.Serialization;
using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>An operation as it is shown. What only operators see is null for others. Immutable.</summary>
internal sealed record OperationView
{
    public required Guid Id { get; init; }

    public required string State { get; init; }

    public int? Status { get; init; }

    /// <summary>The <c>Location</c> of the system's answer.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the outcome was found out later.</summary>
    public bool Reconstructed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>What was answered to a change that was accepted to be sent later, for the consumer who made it.</summary>
    public LateAnswer? Answer { get; init; }

    public string? RequestId { get; init; }

    public string? Consumer { get; init; }

    public string? Route { get; init; }

    public string? Contract { get; init; }

    public string? Operation { get; init; }

    public string? Method { get; init; }

    public string? Target { get; init; }

    /// <summary>The key of its lane.</summary>
    public string? Key { get; init; }

    public string? Class { get; init; }

    public long? Attempts { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<EventLine>? Events { get; init; }

    public IReadOnlyList<DecisionLine>? Decisions { get; init; }

    [JsonPropertyName("links")]
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>What the consumer who made it sees.</summary>
    public static OperationView ForOwner(StoredOperation row) => new()
    {
        Id = row.Id,
        State = JournalMetrics.Label(row.State),
        Status = row.Status,
        Location = HeaderText.Find(row.ResponseHeaders, "Location"),
        Reconstructed = row.IsReconstructed,
        CreatedAt = Times.FromStore(row.CreatedAt),
        Deadline = Times.FromStore(row.Deadline),
        SettledAt = IsFinal(row.State) && row.SettledAt is { } settled ? Times.FromStore(settled) : null,
        Links = new Dictionary<string, string> { ["self"] = $"/operations/{row.Id}" },
    };

    /// <summary>What an operator sees.</summary>
    public static OperationView ForOperator(StoredOperation row)
    {
        var links = new Dictionary<string, string> { ["self"] = $"/operations/{row.Id}", ["request"] = $"/requests/{row.RequestId}" };
        if (row.State is OperationState.Unknown or OperationState.Exception or OperationState.Queued)
        {
            links["resolution"] = $"/operations/{row.Id}/resolution";
        }

        return ForOwner(row) with
        {
            RequestId = row.RequestId,
            Consumer = row.Consumer,
            Route = row.Route,
            Contract = row.Contract,
            Operation = row.Operation,
            Method = row.Method,
            Target = row.Target,
            Key = row.Lane,
            Class = row.Class.ToString(),
            Attempts = row.Attempts,
            NextAttemptAt = row.State is OperationState.Unknown or OperationState.Queued && row.NextAttemptAt is { } next ? Times.FromStore(next) : null,
            Reason = row.Reason,
            Links = links,
        };
    }

    private static bool IsFinal(OperationState state) => state is OperationState.Done or OperationState.Rejected or OperationState.NotApplied;
}
