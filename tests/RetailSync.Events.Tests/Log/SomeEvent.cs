namespace RetailSync.Events.Tests.Log;

/// <summary>An event to append.</summary>
public sealed record SomeEvent(string Key, string Type = "retail.customer.updated.v1")
{
    public string System { get; init; } = "crm";

    public string? Subject { get; init; }

    public string ContentType { get; init; } = "application/json";

    public byte[]? Data { get; init; } = """{"customerId":"C-1001"}"""u8.ToArray();

    public bool IsReconstructed { get; init; }

    public string? Defect { get; init; }
}
