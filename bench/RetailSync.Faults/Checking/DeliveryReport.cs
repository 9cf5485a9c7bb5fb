namespace RetailSync.Faults.Checking;

/// <summary>What the comparison of one subscriber with the event log has found. Immutable.</summary>
public sealed record DeliveryReport
{
    /// <summary>The subscription's id.</summary>
    public required string Subscriber { get; init; }

    /// <summary>Events in the log.</summary>
    public required int Events { get; init; }

    /// <summary>Different events that the subscriber has taken.</summary>
    public required int Delivered { get; init; }

    /// <summary>Deliveries of events that it had taken before. Not wrong: at least once is what is promised.</summary>
    public required int Again { get; init; }

    /// <summary>Events that it has not taken.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Deliveries whose <c>webhook-id</c> is no event of the log.</summary>
    public required IReadOnlyList<string> Phantom { get; init; }

    /// <summary>Deliveries that say something else than the log's event with the same id, or carry another id inside.</summary>
    public required IReadOnlyList<string> Altered { get; init; }

    /// <summary>Events that came for the first time after a later one of their key.</summary>
    public required IReadOnlyList<string> Inversions { get; init; }

    /// <summary>Deliveries whose signature is not valid.</summary>
    public required IReadOnlyList<string> NotSigned { get; init; }

    /// <summary>How much is wrong.</summary>
    public int Violations => Missing.Count + Phantom.Count + Altered.Count + Inversions.Count + NotSigned.Count;
}
