namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>A media type as a message writes it (RFC 9110, section 8.3.1), taken apart without a copy.</summary>
internal ref struct MediaTypeText
{
    private ReadOnlySpan<char> _rest;

    /// <summary>Takes the value of <c>Content-Type</c>.</summary>
    public MediaTypeText(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        Essence = (end < 0 ? text : text[..end]).Trim(" \t");
        _rest = end < 0 ? default : text[(end + 1)..];
        var slash = Essence.IndexOf('/');
        IsValid = slash > 0 && slash < Essence.Length - 1 && Essence.IndexOfAny(" \t,\"") < 0 && Essence[(slash + 1)..].IndexOf('/') < 0;
    }

    /// <summary>Type and subtype.</summary>
    public ReadOnlySpan<char> Essence { get; }

    /// <summary>Whether there is a type and a subtype.</summary>
    public bool IsValid { get; }

    /// <summary>Takes the next parameter; false: there is none. A quoted value is given without its quotes, with its backslashes.</summary>
    public bool Next(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        _rest = _rest.TrimStart(" \t;");
        if (_rest.IsEmpty)
        {
            return false;
        }

        var equals = _rest.IndexOfAny('=', ';');
        if (equals < 0 || _rest[equals] == ';')
        {
            name = (equals < 0 ? _rest : _rest[..equals]).Trim(" \t");
            _rest = equals < 0 ? default : _rest[(equals + 1)..];
            return true;
        }

        name = _rest[..equals].Trim(" \t");
        _rest = _rest[(equals + 1)..];
        if (_rest.Length > 0 && _rest[0] == '"')
        {
            var close = Close(_rest);
            value = _rest[1..close];
            _rest = close + 1 < _rest.Length ? _rest[(close + 1)..] : default;
            return true;
        }

        var end = _rest.IndexOf(';');
        value = (end < 0 ? _rest : _rest[..end]).Trim(" \t");
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return true;
    }

    /// <summary>Whether a parameter has a value. Neither is compared with regard to case.</summary>
    public readonly bool Has(string name, string value) => Find(name) is var found && !found.IsEmpty && found.Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a parameter; empty when it is not there.</summary>
    public readonly ReadOnlySpan<char> Find(string wanted)
    {
        var copy = this;
        while (copy.Next(out var name, out var value))
        {
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return default;
    }

    private static int Close(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                return at;
            }
        }

        return text.Length;
    }
}
