namespace RetailSync.Gateway;

/// <summary>What a system offers to find out whether a change that got no answer was applied. Declared per route or operation.</summary>
public enum UpstreamClass
{
    /// <summary>Nothing: a person decides. The default.</summary>
    D,

    /// <summary>It can be asked for its version of the thing (an entity tag); the change may be sent again with <c>If-Match</c>.</summary>
    C,

    /// <summary>It can be asked for the change by a reference of ours, such as an order's external number.</summary>
    B,

    /// <summary>It takes our operation id as its own idempotency key: the same request may be sent again under it.</summary>
    A,
}
