namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>A place between two code points, as far as assertions ask.</summary>
/// <param name="AtStart">No code point comes before it.</param>
/// <param name="BehindWord">A word character comes before it.</param>
/// <param name="Ahead">What comes after it.</param>
internal readonly record struct Place(bool AtStart, bool BehindWord, Ahead Ahead)
{
    internal bool IsWordEdge => BehindWord != (Ahead == Ahead.Word);
}
