namespace RetailSync.Events.Webhooks;

/// <summary>Where and how one subscriber is sent its events. Immutable.</summary>
internal sealed record WebhookSettings
{
    /// <summary>The subscriber's URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether the event's attributes are headers and its data is the body; otherwise all of it is one JSON body.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The value of <c>Authorization</c>; null: none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Who we say we are.</summary>
    public required string Origin { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The secrets that sign at the moment: one, or two while one replaces the other.</summary>
    public required Func<IReadOnlyList<WebhookSecret>> Secrets { get; init; }
}
