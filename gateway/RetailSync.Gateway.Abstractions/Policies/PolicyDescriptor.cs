namespace RetailSync.Gateway;

/// <summary>The fixed facts about a policy.</summary>
/// <param name="Id">The key under <c>Policies</c>, in kebab-case. Never reused.</param>
/// <param name="Request">When the request side runs; null when there is none.</param>
/// <param name="Response">When the response side runs; null when there is none.</param>
/// <param name="Use">Which routes it acts on.</param>
public sealed record PolicyDescriptor(string Id, RequestStage? Request, ResponseStage? Response, PolicyUse Use);
