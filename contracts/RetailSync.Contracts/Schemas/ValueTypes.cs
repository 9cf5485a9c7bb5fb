namespace RetailSync.Contracts.Schemas;

/// <summary>The types of JSON values that a schema lets through.</summary>
[Flags]
internal enum ValueTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    Integer = 16,

    /// <summary>A number that is no integer.</summary>
    Fraction = 32,
    Text = 64,
    Number = Integer | Fraction,
    All = Null | Boolean | Object | Array | Number | Text,
}
