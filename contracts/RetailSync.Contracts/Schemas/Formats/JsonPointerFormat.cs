namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>json-pointer</c>: the string form of RFC 6901 section 3, not the URI fragment form of section 6.</summary>
internal static class JsonPointerFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.IsEmpty && utf8[0] != '/')
        {
            return false;
        }

        for (var tilde = utf8.IndexOf((byte)'~'); tilde >= 0; tilde = utf8.IndexOf((byte)'~'))
        {
            if (tilde + 1 == utf8.Length || utf8[tilde + 1] is not ((byte)'0' or (byte)'1'))
            {
                return false;
            }

            utf8 = utf8[(tilde + 2)..];
        }

        return true;
    }
}
