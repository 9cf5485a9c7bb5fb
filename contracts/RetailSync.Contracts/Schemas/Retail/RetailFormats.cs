using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>Names the formats of retail. JSON Schema knows none of them, and says to ignore formats that it does not know (validation 2020-12, section 7.2.3).</summary>
internal static class RetailFormats
{
    /// <summary>Finds the check for a format, or null when it is none of these.</summary>
    public static FormatCheck? Find(string format) => format switch
    {
        "gtin" => Gs1Format.IsGtin,
        "gtin-8" => Gs1Format.IsGtin8,
        "gtin-12" => Gs1Format.IsGtin12,
        "gtin-13" => Gs1Format.IsGtin13,
        "gtin-14" => Gs1Format.IsGtin14,
        "gln" => Gs1Format.IsGln,
        "sscc" => Gs1Format.IsSscc,
        "iso-4217" => CurrencyFormat.IsValid,
        "iso-3166-1" => CountryFormat.IsCountry,
        "iso-3166-2" => CountryFormat.IsSubdivision,
        "bcp-47" => LanguageTagFormat.IsValid,
        "uncefact-unit" => UnitFormat.IsValid,
        _ => null,
    };
}
