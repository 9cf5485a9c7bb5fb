namespace RetailSync.EndToEnd.Contracts;

/// <summary>One call, made of a contract's examples.</summary>
internal sealed record ExampleCall(string OperationId, HttpMethod Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, string? MediaType, string? Body);
