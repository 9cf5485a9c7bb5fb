namespace RetailSync.Contracts.Compare.Events;

/// <summary>The branches of an <c>anyOf</c> or a <c>oneOf</c>.</summary>
/// <param name="Branches">The schemas, one or more.</param>
/// <param name="IsExclusive">Whether data must fit exactly one of them.</param>
internal sealed record SchemaChoice(IReadOnlyList<SchemaPart> Branches, bool IsExclusive);
