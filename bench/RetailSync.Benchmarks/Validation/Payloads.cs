using System.Text.Json;

namespace RetailSync.Benchmarks.Validation;

/// <summary>Bodies as retail systems send them: a customer, an order with twenty lines, a page of a catalogue.</summary>
internal static class Payloads
{
    public static byte[] Customer() => JsonSerializer.SerializeToUtf8Bytes(CustomerOf(1));

    public static byte[] Order() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        orderId = "O-0000004711",
        channel = "web",
        placedAt = "2026-11-23T10:15:30Z",
        customer = CustomerOf(2),
        lines = Enumerable.Range(1, 20).Select(line => new
        {
            line,
            gtin = $"40{line:00000000000}",
            sku = $"SKU-{line:000}",
            description = $"Trousers, dark blue, size {40 + line}, organic cotton",
            quantity = 1 + (line % 3 * 0.5),
            unitPrice = MoneyOf(1_999 + line),
            discounts = line % 4 == 0 ? new[] { new { code = "AUTUMN", amount = MoneyOf(200) } } : [],
        }),
        total = MoneyOf(47_110),
        notes = (string?)null,
    });

    public static byte[] Catalogue() => JsonSerializer.SerializeToUtf8Bytes(new { items = Enumerable.Range(1, 430).Select(ProductOf), next = "eyJhZnRlciI6NDMwfQ" });

    private static object CustomerOf(int number) => new
    {
        customerId = $"C-{number:00000000}",
        name = new { given = "Zoë", family = "van den Berg" },
        email = "zoe.vandenberg@shop.example",
        phone = "+31201234567",
        status = "active",
        loyaltyPoints = 1_250,
        createdAt = "2024-02-29T08:00:00+01:00",
        address = new { street = "Prinsengracht 263", city = "Amsterdam", postalCode = "1016 GV", country = "NL" },
        consents = new object[] { new { purpose = "newsletter", granted = true, at = "2025-01-01T00:00:00Z" }, new { purpose = "profiling", granted = false } },
    };

    private static object MoneyOf(int minor) => new { minor, currency = "EUR" };

    private static object ProductOf(int number) => new
    {
        gtin = $"40{number:00000000000}",
        sku = $"SKU-{number:00000}",
        title = new Dictionary<string, string> { ["en"] = $"Trousers number {number}", ["nl-NL"] = $"Broek nummer {number}" },
        price = MoneyOf(999 + number),
        status = "active",
        weightGrams = 420,
        attributes = new object[] { new { name = "colour", value = "dark blue" }, new { name = "size", value = 48 }, new { name = "organic", value = true } },
        media = new object[] { new { url = $"https://media.shop.example/products/{number}/front.jpg", kind = "image" }, new { url = $"https://media.shop.example/products/{number}/back.jpg", kind = "image" } },
    };
}
