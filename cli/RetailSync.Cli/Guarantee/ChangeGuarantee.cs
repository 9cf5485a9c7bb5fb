namespace RetailSync.Cli.Guarantee;

/// <summary>What holds for one operation that changes something. Immutable.</summary>
internal sealed record ChangeGuarantee
{
    /// <summary>The operation's id.</summary>
    public required string Operation { get; init; }

    /// <summary>Method and path template.</summary>
    public required string Call { get; init; }

    /// <summary>What is made of an idempotency key: <c>off</c>, <c>accept</c> or <c>require</c>.</summary>
    public required string Key { get; init; }

    /// <summary>How long a key and its answer are kept; null when none are.</summary>
    public TimeSpan? KeyIsKept { get; init; }

    /// <summary>Whether changes of one thing go one after another, so that the order of events is the order in which the system applied them.</summary>
    public required bool IsOrdered { get; init; }

    /// <summary>By what they are ordered, or why they are not.</summary>
    public required string Order { get; init; }

    /// <summary>What the system offers when an answer is lost: A, B, C or D; null where nothing is written down.</summary>
    public string? Class { get; init; }

    /// <summary>The type of the event that each change has; null when none is declared.</summary>
    public string? Event { get; init; }
}
