namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Names the formats that can be checked: those of JSON Schema Validation 2020-12 section 7.3 (the earlier drafts name a part of them) and the ones for strings in the OpenAPI format registry that have a grammar.</summary>
internal static class FormatTable
{
    /// <summary>
    /// Finds the check for a format, or null when every string has it. That is so for unknown names, which section 7.2.3 says to ignore, for
    /// <c>binary</c> and <c>password</c>, which any text satisfies, and for formats of numbers such as <c>int32</c>, which say nothing about strings.
    /// </summary>
    public static FormatCheck? Find(string format) => format switch
    {
        "date" => DateFormat.IsValid,
        "time" => TimeFormat.IsValid,
        "date-time" => DateTimeFormat.IsValid,
        "date-time-local" => DateTimeLocalFormat.IsValid,
        "time-local" => TimeLocalFormat.IsValid,
        "duration" => DurationFormat.IsValid,
        "email" => EmailFormat.IsValid,
        "idn-email" => IdnEmailFormat.IsValid,
        "hostname" => HostNameFormat.IsValid,
        "idn-hostname" => IdnHostNameFormat.IsValid,
        "ipv4" => Ipv4Format.IsValid,
        "ipv6" => Ipv6Format.IsValid,
        "uri" => UriFormat.IsValid,
        "uri-reference" => UriReferenceFormat.IsValid,
        "iri" => IriFormat.IsValid,
        "iri-reference" => IriReferenceFormat.IsValid,
        "uri-template" => UriTemplateFormat.IsValid,
        "uuid" => UuidFormat.IsValid,
        "json-pointer" => JsonPointerFormat.IsValid,
        "relative-json-pointer" => RelativeJsonPointerFormat.IsValid,
        "byte" => Base64Format.IsValid,
        "base64url" => Base64UrlFormat.IsValid,
        _ => null,
    };
}
