using Microsoft.Extensions.Primitives;

namespace RetailSync.Policies.Idempotency;

/// <summary>Reads the header <c>Idempotency-Key</c>: a string of RFC 8941, section 3.3.3, or the same without its quotation marks. Safe to call from many threads.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 255;

    /// <summary>Reads the key. False: what stands there is no key. True with null: none stands there.</summary>
    public static bool TryRead(StringValues header, out string? key)
    {
        key = null;
        if (header.Count == 0)
        {
            return true;
        }

        var text = header.Count == 1 ? header[0].AsSpan().Trim(' ') : default;
        key = text is ['"', .. var inner, '"'] ? Unquoted(inner) : IsBare(text) ? text.ToString() : null;
        return key is { Length: > 0 and <= MaxLength };
    }

    // Without quotation marks, a comma would be what joins two headers into one.
    private static bool IsBare(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('!', '~') < 0 && text.IndexOfAny('"', ',') < 0;

    private static string? Unquoted(ReadOnlySpan<char> inner)
    {
        if (inner.IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            return null;
        }

        var key = new System.Text.StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"' || (inner[i] == '\\' && (++i == inner.Length || inner[i] is not ('\\' or '"'))))
            {
                return null;
            }

            key.Append(inner[i]);
        }

        return key.ToString();
    }
}
