using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>Writes receipts as a till sends them.</summary>
internal static class Receipt
{
    /// <summary>A receipt that is paid, or paid back, by card.</summary>
    public static JsonObject Of(Story story, long sequence, string type, DateTimeOffset endedAt, params IReadOnlyList<JsonObject> lines) => new()
    {
        ["storeId"] = Story.Store,
        ["tillId"] = Story.Till,
        ["sequence"] = sequence,
        ["businessDate"] = story.BusinessDate,
        ["type"] = type,
        ["endedAt"] = endedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["lines"] = new JsonArray([.. lines]),
        ["tenders"] = new JsonArray(new JsonObject { ["type"] = "card", ["amount"] = Story.Money(lines.Sum(line => line["amount"]!["amount"]!.GetValue<long>())) }),
    };

    /// <summary>A line of a receipt.</summary>
    public static JsonObject Line(int number, string sku, int quantity, long cents) =>
        new() { ["lineNumber"] = number, ["sku"] = sku, ["quantity"] = quantity, ["amount"] = Story.Money(cents) };
}
