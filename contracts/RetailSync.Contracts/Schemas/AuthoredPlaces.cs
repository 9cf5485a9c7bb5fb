using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <summary>Finds the pointers of places in a value.</summary>
internal static class AuthoredPlaces
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = Evaluation.MaxDepth };

    /// <summary>The fields of certain owners, in the order of the value, each once.</summary>
    /// <param name="json">A value that is well-formed.</param>
    /// <param name="authorings">Where owned fields begin, perhaps several times.</param>
    /// <param name="wanted">The owners that are asked for.</param>
    /// <param name="limit">How many are gathered at most.</param>
    public static IReadOnlyList<AuthoredField> Find(ReadOnlySpan<byte> json, IEnumerable<(long At, ulong Owners)> authorings, ulong wanted, int limit)
    {
        var places = new Dictionary<long, ulong>();
        foreach (var (at, owners) in authorings)
        {
            places[at] = (places.TryGetValue(at, out var known) ? known : 0) | (owners & wanted);
        }

        var found = new List<AuthoredField>();
        var path = new JsonPath();
        var reader = new Utf8JsonReader(json, Strict);
        while (found.Count < limit && reader.Read())
        {
            path.Take(ref reader);
            if (reader.TokenType != JsonTokenType.PropertyName && places.TryGetValue(reader.TokenStartIndex, out var owners) && owners != 0)
            {
                found.Add(new AuthoredField(path.Above(reader.CurrentDepth), owners));
            }
        }

        return found;
    }
}
