using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Policies.Cache;

/// <summary>Which request headers an answer depends on, and what they were. Immutable.</summary>
internal sealed class Variant
{
    private const int MaxNames = 12;

    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Systems often negotiate by these and forget to say so. An answer kept without them would be another caller's language or encoding.
    private static readonly string[] Negotiated = ["Accept", "Accept-Encoding", "Accept-Language", "Origin"];

    private readonly string[] _names;
    private readonly StringValues[] _values;

    private Variant(string[] names, StringValues[] values) => (_names, _values) = (names, values);

    /// <summary>The variant of an answer; null when its <c>Vary</c> says that it fits nobody else.</summary>
    /// <param name="vary">The answer's <c>Vary</c>.</param>
    /// <param name="request">The headers of the request that it answers.</param>
    public static Variant? Of(StringValues vary, IHeaderDictionary request)
    {
        var names = vary.Count == 0 ? Negotiated : Names(vary);
        return names is null ? null : new Variant(names, Array.ConvertAll(names, name => request[name]));
    }

    /// <summary>Whether a request has the same values.</summary>
    public bool Fits(IHeaderDictionary request)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (!StringValues.Equals(_values[i], request[_names[i]]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether both are the same: the same names with the same values.</summary>
    public bool Is(Variant other) => _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    /// <summary>About how many bytes it takes.</summary>
    public int Bytes => (_names.Length * 24) + _values.Sum(value => 2 * value.ToString().Length);

    private static string[]? Names(StringValues vary)
    {
        var names = new List<string>(Negotiated);
        foreach (var name in vary.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            // Nobody's credentials are held in memory, neither to compare them nor otherwise. A star is no token either, but says the same.
            if (name is "*" || name.AsSpan().ContainsAnyExcept(Token) || IsCredential(name) || names.Count == MaxNames)
            {
                return null;
            }

            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(name);
            }
        }

        names.Sort(Negotiated.Length, names.Count - Negotiated.Length, StringComparer.OrdinalIgnoreCase);
        return [.. names];
    }

    private static bool IsCredential(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) || name.Equals("X-Api-Key", StringComparison.OrdinalIgnoreCase);
}
