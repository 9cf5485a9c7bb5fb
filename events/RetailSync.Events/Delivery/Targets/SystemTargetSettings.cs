namespace RetailSync.Events.Delivery.Targets;

/// <summary>How an event becomes a call to a system. Texts may hold runtime expressions. Immutable.</summary>
internal sealed record SystemTargetSettings
{
    /// <summary>The consumer on whose behalf the call is made.</summary>
    public required string Consumer { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, such as <c>/loyalty/v2/accounts/{$event.data#/customerId}</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body as JSON text; null: the event's data.</summary>
    public string? Body { get; init; }

    /// <summary>Whether a call that is rejected is tried again like one that failed. Default: it is a dead letter at once.</summary>
    public bool RetriesRejected { get; init; }
}
