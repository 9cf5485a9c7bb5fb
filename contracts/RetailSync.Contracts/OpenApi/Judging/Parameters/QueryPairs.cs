namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Takes a query apart into names and values, escapes and all.</summary>
/// <param name="query">The query without its question mark.</param>
internal ref struct QueryPairs(ReadOnlySpan<char> query)
{
    private ReadOnlySpan<char> _rest = query;

    /// <summary>Takes the next pair; false: there is none. What stands between two ampersands without a character is none.</summary>
    public bool Next(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf('&');
            var pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (!pair.IsEmpty)
            {
                var equals = pair.IndexOf('=');
                name = equals < 0 ? pair : pair[..equals];
                value = equals < 0 ? default : pair[(equals + 1)..];
                return true;
            }
        }

        name = value = default;
        return false;
    }
}
