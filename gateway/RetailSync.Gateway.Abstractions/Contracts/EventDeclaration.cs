namespace RetailSync.Gateway;

/// <summary>The change event that an operation declares under <c>x-retailsync-event</c>.</summary>
/// <param name="Type">The event's type, such as <c>retail.customer.updated.v1</c>.</param>
/// <param name="Key">Where the entity's key is found: <c>path:customerId</c>, <c>request:/id</c> or <c>response:/id</c>.</param>
/// <param name="Data">Where the event's data is taken from: <c>request</c>, <c>response</c>, <c>both</c> or <c>none</c>.</param>
public sealed record EventDeclaration(string Type, string Key, string Data)
{
    /// <summary>What kind of thing changes: the second part of the type, <c>customer</c> of <c>retail.customer.updated.v1</c>.</summary>
    public string Entity { get; } = Type.Split('.') is [_, var entity, ..] ? entity : Type;

    /// <summary>Whether the key is known before the answer, so that changes of one key can go one after another.</summary>
    public bool IsKeyInRequest => !Key.StartsWith("response:", StringComparison.Ordinal);

    /// <summary>Whether the key stands in the request's body.</summary>
    public bool IsKeyInRequestBody => Key.StartsWith("request:", StringComparison.Ordinal);
}
