namespace RetailSync.Faults.Driving;

/// <summary>What the clients are to send. Immutable.</summary>
internal sealed record LoadOrder
{
    /// <summary>The round's name: the beginning of every change's and every key's name.</summary>
    public required string Name { get; init; }

    /// <summary>The key that the clients call with.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The value of the header <c>X-Way</c>, by which a route may be chosen; null: none.</summary>
    public string? Way { get; init; }

    /// <summary>How many clients there are.</summary>
    public int Clients { get; init; } = 64;

    /// <summary>How many of them never send a change a second time.</summary>
    public int ClientsThatNeverRetry { get; init; } = 16;

    /// <summary>How many things the clients change.</summary>
    public int Keys { get; init; } = 40;

    /// <summary>How much of 1 are creates, whose key only the answer has.</summary>
    public double Creates { get; init; } = 0.1;

    /// <summary>How many changes each client makes at most.</summary>
    public int MostChangesEach { get; init; } = int.MaxValue;
}
