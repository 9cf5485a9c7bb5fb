namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>A media type or range of a contract, such as <c>application/json</c>, <c>text/*</c> or <c>*/*</c> (RFC 9110, sections 8.3.1 and 12.5.1). Immutable.</summary>
internal sealed class MediaRange
{
    private readonly string _essence;
    private readonly (string Name, string Value)[] _parameters;

    private MediaRange(string essence, (string Name, string Value)[] parameters)
    {
        _essence = essence;
        _parameters = parameters;
        IsRange = essence.EndsWith("/*", StringComparison.Ordinal);
        IsJson = IsJsonType(essence);
        Precision = essence == "*/*" ? 0 : IsRange ? 1 : 2 + parameters.Length;
    }

    /// <summary>Whether it stands for several types.</summary>
    public bool IsRange { get; }

    /// <summary>Whether it is JSON (RFC 6839, section 3.1).</summary>
    public bool IsJson { get; }

    /// <summary>How precise it is: the more, the earlier it is asked.</summary>
    public int Precision { get; }

    /// <summary>Takes a media type of a contract apart; null when it is none.</summary>
    public static MediaRange? Parse(string text)
    {
        var media = new MediaTypeText(text);
        if (!media.IsValid)
        {
            return null;
        }

        var essence = media.Essence.ToString().ToLowerInvariant();
        var parameters = new List<(string Name, string Value)>();
        while (media.Next(out var name, out var value))
        {
            if (!IsNothing(essence, name, value))
            {
                parameters.Add((name.ToString(), value.ToString()));
            }
        }

        return new MediaRange(essence, [.. parameters]);
    }

    /// <summary>Whether a media type, without parameters, is JSON.</summary>
    public static bool IsJsonType(ReadOnlySpan<char> essence) =>
        essence.Equals("application/json", StringComparison.OrdinalIgnoreCase) || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this type and no other.</summary>
    public bool Is(string essence) => _essence == essence;

    /// <summary>Whether a message's media type is one of those that are meant: types are compared without regard to case, and parameters that the contract names must be there.</summary>
    public bool Includes(MediaTypeText media)
    {
        var isOne = _essence == "*/*" || (IsRange ? media.Essence.StartsWith(_essence.AsSpan(0, _essence.Length - 1), StringComparison.OrdinalIgnoreCase) : media.Essence.Equals(_essence, StringComparison.OrdinalIgnoreCase));
        if (!isOne)
        {
            return false;
        }

        foreach (var (name, value) in _parameters)
        {
            if (!media.Has(name, value))
            {
                return false;
            }
        }

        return true;
    }

    // JSON is UTF-8 and says so in no parameter (RFC 8259, sections 8.1 and 11): naming it adds nothing.
    private static bool IsNothing(string essence, ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        IsJsonType(essence) && name.Equals("charset", StringComparison.OrdinalIgnoreCase) && value.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
