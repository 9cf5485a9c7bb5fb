namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>A place between two code points, as far as assertions ask.</summary>
/// <param name="Behind">The class of the code point before it, or <see cref="None"/>.</param>
/// <param name="Ahead">The class of the code point after it, <see cref="None"/> or <see cref="Unknown"/>.</param>
internal readonly record struct Place(int Behind, int Ahead)
{
    /// <summary>The text begins or is over there.</summary>
    internal const int None = -1;

    /// <summary>The code point has not been read yet: whatever asks for it must wait.</summary>
    internal const int Unknown = -2;
}
