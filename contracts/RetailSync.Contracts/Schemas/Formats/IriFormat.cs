namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>iri</c>: an IRI of RFC 3987, which has a scheme.</summary>
internal static class IriFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) => UriGrammar.IsValid(utf8, relative: false, international: true);
}
