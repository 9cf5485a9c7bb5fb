namespace RetailSync.Contracts.AsyncApi;

/// <summary>A channel: where messages go. Immutable.</summary>
/// <param name="Name">Its key under <c>channels</c>.</param>
/// <param name="Address">The topic, routing key or path, with <c>{parameters}</c>; null when it is only known at run time.</param>
/// <param name="Parameters">The names of the parameters in the address.</param>
/// <param name="Messages">What may be sent to it, by the key under the channel's <c>messages</c>.</param>
/// <param name="Pointer">Where it is defined, as an RFC 6901 pointer.</param>
/// <param name="Location">Where its key stands, as <c>file:line:column</c>.</param>
internal sealed record AsyncApiChannel(
    string Name,
    string? Address,
    IReadOnlyList<string> Parameters,
    IReadOnlyDictionary<string, AsyncApiMessage> Messages,
    string Pointer,
    string Location);
