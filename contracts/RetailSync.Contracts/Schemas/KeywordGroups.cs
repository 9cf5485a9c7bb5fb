namespace RetailSync.Contracts.Schemas;

/// <summary>What the keywords of a schema are about: a schema has those of one or two groups, and the others need no look.</summary>
[Flags]
internal enum KeywordGroups
{
    None = 0,
    Values = 1,
    Numbers = 2,
    Texts = 4,
    Arrays = 8,
    Objects = 16,
    Branches = 32,
}
