using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>A draft and what the makers have to know of it.</summary>
/// <param name="Name">How the other side calls it.</param>
/// <param name="Dialect">How this side does.</param>
/// <param name="Year">4, 6, 7, 2019 or 2020: a later one has all that an earlier one has.</param>
internal sealed record OracleDraft(string Name, SchemaDialect Dialect, int Year)
{
    public static readonly IReadOnlyList<OracleDraft> All =
    [
        new("draft4", SchemaDialect.Draft4, 4),
        new("draft6", SchemaDialect.Draft6, 6),
        new("draft7", SchemaDialect.Draft7, 7),
        new("draft2019-09", SchemaDialect.Draft201909, 2019),
        new("draft2020-12", SchemaDialect.Draft202012, 2020),
    ];

    /// <summary>Where definitions stand.</summary>
    public string Definitions => Year >= 2019 ? "$defs" : "definitions";

    /// <summary>The keyword that has a list of schemas for the first items.</summary>
    public string Tuple => Year >= 2020 ? "prefixItems" : "items";

    /// <summary>The keyword for the items that follow them.</summary>
    public string AfterTuple => Year >= 2020 ? "items" : "additionalItems";
}
