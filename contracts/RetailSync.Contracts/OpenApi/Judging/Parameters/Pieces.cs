namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Takes a text apart at a delimiter, before escapes are undone: an escaped delimiter is data.</summary>
/// <param name="text">The text. An empty one has no pieces.</param>
/// <param name="delimiter">The delimiter. A space is written <c>%20</c> or <c>+</c>, and a bar may be written <c>%7C</c>: neither is allowed in an address as it is.</param>
internal ref struct Pieces(ReadOnlySpan<char> text, char delimiter)
{
    private ReadOnlySpan<char> _rest = text;
    private bool _hasMore = text.Length > 0;

    /// <summary>Takes the next piece; false: there is none.</summary>
    public bool Next(out ReadOnlySpan<char> piece)
    {
        piece = _rest;
        if (!_hasMore)
        {
            return false;
        }

        var at = Find(out var length);
        _hasMore = at >= 0;
        if (_hasMore)
        {
            piece = _rest[..at];
            _rest = _rest[(at + length)..];
        }

        return true;
    }

    private readonly int Find(out int length)
    {
        length = 1;
        if (delimiter is not (' ' or '|'))
        {
            return _rest.IndexOf(delimiter);
        }

        var escape = delimiter == ' ' ? "%20" : "%7C";
        for (var at = 0; at < _rest.Length; at++)
        {
            if (_rest[at] == delimiter || (_rest[at] == '+' && delimiter == ' '))
            {
                return at;
            }

            if (_rest[at..].StartsWith(escape, StringComparison.OrdinalIgnoreCase))
            {
                length = 3;
                return at;
            }
        }

        return -1;
    }
}
