using System.Text;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary>Runs the check that the table of retail has for a format.</summary>
internal static class RetailChecks
{
    public static readonly string[] Names =
        ["gtin", "gtin-8", "gtin-12", "gtin-13", "gtin-14", "gln", "sscc", "iso-4217", "iso-3166-1", "iso-3166-2", "bcp-47", "uncefact-unit"];

    public static bool IsValid(string format, string text) => RetailFormats.Find(format)!(Encoding.UTF8.GetBytes(text));
}
