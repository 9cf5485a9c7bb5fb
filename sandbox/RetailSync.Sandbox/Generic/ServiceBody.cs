namespace RetailSync.Sandbox.Generic;

/// <summary>The request body of an operation, with the media types it may have.</summary>
internal sealed record ServiceBody(bool IsRequired, IReadOnlyDictionary<string, Schema> MediaTypes);
