using System.Text.Json;
using System.Text.Json.Serialization;

namespace RetailSync.Events.Subscriptions;

/// <summary>Where a subscription's events go. Which members count is said by <see cref="Kind"/>. Immutable.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TargetDefinition
{
    /// <summary><c>webhook</c>, <c>system</c> or <c>sink</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>A webhook's URL.</summary>
    public string? Url { get; init; }

    /// <summary>How a webhook gets its events: <c>structured</c> (the default) or <c>binary</c>.</summary>
    public string Mode { get; init; } = "structured";

    /// <summary>Whether a webhook's URL is asked for its consent before it gets anything. Default true.</summary>
    public bool Handshake { get; init; } = true;

    /// <summary>The value of a webhook's <c>Authorization</c>. Taken in, kept encrypted, never said again. In a file: a reference, <c>env:NAME</c> or <c>file:path</c>.</summary>
    public string? Authorization { get; init; }

    /// <summary>The consumer on whose behalf a system is called.</summary>
    public string? Consumer { get; init; }

    /// <summary>The method of the call to a system. Default PUT.</summary>
    public string Method { get; init; } = "PUT";

    /// <summary>Path and query of the call to a system, with runtime expressions.</summary>
    public string? Path { get; init; }

    /// <summary>Headers of the call to a system, with runtime expressions. Up to 20.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of the call to a system: JSON with runtime expressions. Default: the event's data.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Whether a call that the system rejects is tried again. Default false: it is a dead letter at once.</summary>
    public bool RetryRejected { get; init; }

    /// <summary>A sink's name.</summary>
    public string? Name { get; init; }
}
