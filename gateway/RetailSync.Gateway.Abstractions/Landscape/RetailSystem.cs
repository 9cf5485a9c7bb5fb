namespace RetailSync.Gateway;

/// <summary>A system of the retailer's landscape. Immutable.</summary>
/// <param name="Id">The id, a single path segment such as <c>crm</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Owner">The team that owns it.</param>
/// <param name="Domains">The domains that it is the authority for.</param>
public sealed record RetailSystem(string Id, string Name, string Owner, IReadOnlyList<string> Domains);
