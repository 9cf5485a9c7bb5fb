namespace RetailSync.Contracts.Schemas;

/// <summary>Whose field a property is.</summary>
/// <param name="Always">The owners who are authored by any value.</param>
/// <param name="Null">Those who are authored by <c>null</c>, which takes away what any of the alternatives would have been.</param>
internal readonly record struct OwnerMasks(ulong Always, ulong Null)
{
    /// <summary>Whether it is nobody's.</summary>
    public bool IsNone => Null == 0;
}
