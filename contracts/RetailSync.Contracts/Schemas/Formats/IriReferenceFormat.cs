namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>iri-reference</c>: an IRI of RFC 3987 or a reference relative to one.</summary>
internal static class IriReferenceFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) => UriGrammar.IsValid(utf8, relative: true, international: true);
}
