namespace RetailSync.Sandbox;

/// <summary>The names that every system knows: articles, places and customers of one small retailer.</summary>
internal static class Seed
{
    public const string Currency = "EUR";

    /// <summary>The day on which the seed data was made.</summary>
    public const string ReceivedChange = "0199f1d2-7c1e-7a40-9d55-3b1f0a6c2e11";

    public static readonly DateTimeOffset Made = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The business day of the seed's transactions.</summary>
    public static readonly DateOnly BusinessDate = new(2026, 11, 2);

    public static readonly IReadOnlyList<Article> Articles =
    [
        new("TSHIRT-BLUE-M", "09521234500018", "T-shirt, blue, M", 1999),
        new("MUG-WHITE", "09521234500025", "Mug, white, 300 ml", 899),
        new("COOKBOOK-01", "09521234500032", "Cookbook, hardcover", 2950),
        new("HEADPHONES-X1", "09521234500049", "Headphones X1", 12900),
    ];

    public static readonly IReadOnlyList<Place> Places =
    [
        new("9521234000013", "Store Hamburg Altona", "store"),
        new("9521234000020", "Store Munich Centre", "store"),
        new("9521234000037", "Store Vienna Mariahilf", "store"),
        new("9521234000105", "Distribution centre Hanover", "warehouse"),
    ];

    public const string Warehouse = "9521234000105";
    public const string Store = "9521234000013";

    /// <summary>An article and its regular price in minor units.</summary>
    internal sealed record Article(string Sku, string Gtin, string Name, long Price);

    /// <summary>A place and its GLN.</summary>
    internal sealed record Place(string Gln, string Name, string Kind);
}
