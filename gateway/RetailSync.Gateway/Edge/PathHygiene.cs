using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace RetailSync.Gateway.Edge;

/// <summary>Refuses request targets that two readers could understand in two ways. What passes here is matched and forwarded as it is.</summary>
internal static class PathHygiene
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/:@!$&'()*+,;=");

    /// <summary>What is wrong with the target's path; null when nothing is.</summary>
    public static string? FindFault(string target)
    {
        if (target.Length == 0 || target[0] != '/')
        {
            return "The request target must be a path that starts with '/'.";
        }

        var query = target.AsSpan().IndexOf('?');
        var path = query < 0 ? target.AsSpan() : target.AsSpan(0, query);
        if (path.Contains("//", StringComparison.Ordinal))
        {
            return "The path has an empty segment ('//').";
        }

        // Dots are left out of the plain characters, so that a path without dots and escapes is done after one scan.
        return path.ContainsAnyExcept(Plain) ? FindFaultSlowly(path) : null;
    }

    private static string? FindFaultSlowly(ReadOnlySpan<char> path)
    {
        foreach (var range in path.Split('/'))
        {
            if (path[range] is "." or "..")
            {
                return "The path has a dot segment.";
            }
        }

        Span<byte> decoded = path.Length <= 1_024 ? stackalloc byte[path.Length] : new byte[path.Length];
        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var symbol = path[i];
            if (symbol == '%')
            {
                if (i + 2 >= path.Length || !byte.TryParse(path.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                {
                    return "The path has a broken escape ('%' must be followed by two hexadecimal digits).";
                }

                if (value is < 0x20 or 0x7F or (byte)'/' or (byte)'\\' or (byte)'%' or (byte)'.')
                {
                    return $"The path escapes a character that must not be escaped (%{path.Slice(i + 1, 2)}).";
                }

                decoded[length++] = value;
                i += 2;
                continue;
            }

            if (symbol is < (char)0x21 or > (char)0x7E or '\\' or '#' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}')
            {
                return $"The path has a character that must be escaped or must not occur (U+{(int)symbol:X4}).";
            }

            decoded[length++] = (byte)symbol;
        }

        decoded = decoded[..length];
        if (decoded.Contains((byte)';') && HasDotsWithParameter(decoded))
        {
            return "The path has a dot segment with a parameter ('..;').";
        }

        return Utf8.IsValid(decoded) ? null : "The path's escapes are not valid UTF-8.";
    }

    // Servlet containers cut ';' and what follows off a segment before they look for dots. An escaped '/' or '.' was refused above.
    private static bool HasDotsWithParameter(ReadOnlySpan<byte> path)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            if (segment.IndexOf((byte)';') is > 0 and var end && !segment[..end].ContainsAnyExcept((byte)'.') && end <= 2)
            {
                return true;
            }
        }

        return false;
    }
}
