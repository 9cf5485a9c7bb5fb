namespace RetailSync.Contracts.AsyncApi;

/// <summary>What the application that the document describes does with a channel. Immutable.</summary>
/// <param name="Name">Its key under <c>operations</c>.</param>
/// <param name="Action">Whether it sends or receives.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Messages">The messages it handles: those it names, or all of its channel.</param>
/// <param name="ReplyChannel">Where the reply goes; null when there is none, or its address is only known at run time.</param>
/// <param name="ReplyMessages">What the reply may be.</param>
/// <param name="Pointer">Where it is defined, as an RFC 6901 pointer.</param>
/// <param name="Location">Where its key stands, as <c>file:line:column</c>.</param>
internal sealed record AsyncApiOperation(
    string Name,
    AsyncApiAction Action,
    AsyncApiChannel Channel,
    IReadOnlyList<AsyncApiMessage> Messages,
    AsyncApiChannel? ReplyChannel,
    IReadOnlyList<AsyncApiMessage> ReplyMessages,
    string Pointer,
    string Location);
