namespace RetailSync.Gateway;

/// <summary>A change event as a plugin builds it from a completed change. Immutable.</summary>
/// <remarks>What CloudEvents 1.0 asks for besides (id, source, time, sequence) is given by the event log.</remarks>
public sealed record ChangeEvent
{
    /// <summary>The type, such as <c>retail.customer.updated.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The key whose events stay in order, <c>entity:key</c> such as <c>customer:C-1001</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The data; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The data's media type; null when there is no data.</summary>
    public string? DataContentType { get; init; }

    /// <summary>What the event is about within its source, such as the customer's number; null: the key after its colon.</summary>
    public string? Subject { get; init; }
}
