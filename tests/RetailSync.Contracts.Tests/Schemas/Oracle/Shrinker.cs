using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Makes a pair smaller for as long as both sides still differ about it.</summary>
internal sealed class Shrinker(OracleProcess oracle)
{
    private const int AtOnce = 16;

    /// <summary>A pair that cannot lose anything more, with both verdicts.</summary>
    public async Task<Difference> ShrinkAsync(Difference difference, CancellationToken cancellation)
    {
        for (var last = default(Difference); !ReferenceEquals(last, difference);)
        {
            last = difference;
            difference = await StepAsync(difference, cancellation);
        }

        return difference;
    }

    // The first smaller pair about which both differ; the same one when there is none.
    private async Task<Difference> StepAsync(Difference difference, CancellationToken cancellation)
    {
        var smaller = Smaller(difference.Value).Select(value => difference with { Value = value })
            .Concat(Smaller(difference.Schema).Where(schema => schema is JsonObject).Select(schema => difference with { Schema = schema! }));
        foreach (var chunk in smaller.Chunk(AtOnce))
        {
            List<OracleBatch> batches = [.. chunk.Select(pair => new OracleBatch(pair.Draft, pair.Schema, [pair.Value]))];
            var answers = await oracle.AskAsync(batches, cancellation);
            for (var position = 0; position < chunk.Length; position++)
            {
                // Letters only: a schema that one side does not take is another matter.
                if (answers[position] is ['V' or 'I'] theirs && Own.Judge(batches[position]) is { Length: 1 } ours && ours != theirs)
                {
                    return chunk[position] with { Ours = ours, Theirs = theirs };
                }
            }
        }

        return difference;
    }

    // Each part in the place of the whole, the whole without each part, the whole with each part made smaller.
    private static IEnumerable<JsonNode?> Smaller(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping:
                foreach (var part in mapping.Select(member => member.Value).Where(part => part is JsonObject or JsonArray))
                {
                    yield return part!.DeepClone();
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
}
