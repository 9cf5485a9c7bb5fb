using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Makes a pair smaller for as long as both sides still differ about it.</summary>
internal sealed class Shrinker(OracleProcess oracle)
{
    private const int AtOnce = 16;

    /// <summary>A pair that cannot lose anything more.</summary>
    public async Task<Difference> ShrinkAsync(Difference difference, CancellationToken cancellation)
    {
        // Goes on where it last got on: what could not be left out before is tried again at the end only.
        for (var (from, tried) = (0, 0); ;)
        {
            var all = Smaller(difference).Count();
            if (tried >= all)
            {
                return difference;
            }

            from = from < all ? from : 0;
            var chunk = Smaller(difference).Skip(from).Take(AtOnce).ToList();
            var found = await FirstAsync(chunk, cancellation);
            (difference, from, tried) = found < 0 ? (difference, from + chunk.Count, tried + chunk.Count) : (chunk[found], from + found, 0);
        }
    }

    /// <summary>The place of the first pair about which both differ as it says; -1 when there is none.</summary>
    public async Task<int> FirstAsync(List<Difference> pairs, CancellationToken cancellation)
    {
        List<OracleBatch> batches = [.. pairs.Select(pair => new OracleBatch(pair.Draft, pair.Schema, [pair.Value]))];
        var answers = await oracle.AskAsync(batches, cancellation);
        for (var position = 0; position < pairs.Count; position++)
        {
            // The very same difference: another one is another matter.
            if (answers[position] == pairs[position].Theirs && Own.Judge(batches[position]) == pairs[position].Ours)
            {
                return position;
            }
        }

        return -1;
    }

    private static IEnumerable<Difference> Smaller(Difference difference) =>
        Smaller(difference.Value).Select(value => difference with { Value = value })
            .Concat(Smaller(difference.Schema).Where(schema => schema is JsonObject && !HasEmptyList(schema)).Select(schema => difference with { Schema = schema! }));

    // No draft allows empty lists of schemas or values.
    private static bool HasEmptyList(JsonNode? node) => node switch
    {
        JsonArray list => list.Count == 0 || list.Any(HasEmptyList),
        JsonObject mapping => mapping.Any(member => member.Key is not ("const" or "enum") && HasEmptyList(member.Value)),
        _ => false,
    };

    // Each part in the place of the whole, the whole without each part, the whole with each part made smaller.
    private static IEnumerable<JsonNode?> Smaller(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping:
                foreach (var part in mapping.SelectMany(member => Parts(member.Value)))
                {
                    yield return part.DeepClone();
                }

                foreach (var name in mapping.Select(member => member.Key))
                {
                    var copy = (JsonObject)mapping.DeepClone();
                    copy.Remove(name);
                    yield return copy;
                }

                foreach (var (name, value) in mapping)
                {
                    foreach (var part in Smaller(value))
                    {
                        var copy = (JsonObject)mapping.DeepClone();
                        copy[name] = part?.DeepClone();
                        yield return copy;
                    }
                }

                break;
            case JsonArray list:
                foreach (var part in list)
                {
                    yield return part?.DeepClone();
                }

                for (var position = 0; position < list.Count; position++)
                {
                    var copy = (JsonArray)list.DeepClone();
                    copy.RemoveAt(position);
                    yield return copy;
                }

                for (var position = 0; position < list.Count; position++)
                {
                    foreach (var part in Smaller(list[position]))
                    {
                        var copy = (JsonArray)list.DeepClone();
                        copy[position] = part?.DeepClone();
                        yield return copy;
                    }
                }

                break;
        }
    }

    // A value and, where it is a list or a mapping of schemas, those too.
    private static IEnumerable<JsonNode> Parts(JsonNode? value) => value switch
    {
        JsonObject mapping => mapping.Select(member => member.Value).OfType<JsonObject>().Prepend(mapping),
        JsonArray list => list.OfType<JsonObject>().Prepend<JsonNode>(list),
        _ => [],
    };
}
