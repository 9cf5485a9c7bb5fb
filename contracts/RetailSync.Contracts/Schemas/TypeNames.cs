namespace RetailSync.Contracts.Schemas;

/// <summary>The types of JSON Schema by name (validation, section 6.1.1).</summary>
internal static class TypeNames
{
    private static readonly (string Name, ValueTypes Type)[] Known =
    [
        ("null", ValueTypes.Null), ("boolean", ValueTypes.Boolean), ("object", ValueTypes.Object), ("array", ValueTypes.Array), ("number", ValueTypes.Number), ("integer", ValueTypes.Integer),
        ("string", ValueTypes.Text),
    ];

    /// <summary>The type that <c>type</c> names; none when there is no such type.</summary>
    public static ValueTypes Parse(string name) => Known.FirstOrDefault(known => known.Name == name).Type;

    /// <summary>How a message calls a value of one type.</summary>
    public static string Of(ValueTypes type) => type == ValueTypes.Fraction ? "number with a fraction" : Known.FirstOrDefault(known => known.Type == type).Name;

    /// <summary>How a message calls all of several types.</summary>
    public static string All(ValueTypes types) =>
        string.Join(", ", Known.Where(known => (types & known.Type) == known.Type && (known.Type != ValueTypes.Integer || (types & ValueTypes.Number) != ValueTypes.Number)).Select(known => known.Name));
}
