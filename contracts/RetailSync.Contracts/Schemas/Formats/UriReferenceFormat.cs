namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>uri-reference</c>: a URI of RFC 3986 or a reference relative to one.</summary>
internal static class UriReferenceFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) => UriGrammar.IsValid(utf8, relative: true, international: false);
}
