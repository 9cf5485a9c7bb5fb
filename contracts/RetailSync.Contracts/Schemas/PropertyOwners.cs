namespace RetailSync.Contracts.Schemas;

/// <summary>Whose fields the properties of an object are (<c>x-retailsync-owner</c>). Immutable.</summary>
/// <param name="Named">Those that have a schema of their own, by number.</param>
/// <param name="Patterns">Those that match a pattern.</param>
/// <param name="Additional">All others that <c>additionalProperties</c> lets in.</param>
internal sealed record PropertyOwners(OwnerMasks[] Named, OwnerMasks[] Patterns, OwnerMasks Additional);
