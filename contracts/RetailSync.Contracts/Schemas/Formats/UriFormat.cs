namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>uri</c>: a URI of RFC 3986, which has a scheme.</summary>
internal static class UriFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) => UriGrammar.IsValid(utf8, relative: false, international: false);
}
