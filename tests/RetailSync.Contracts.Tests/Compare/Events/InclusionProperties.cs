using System.Text.Json.Nodes;
using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Events;
using RetailSync.Contracts.Tests.Schemas.Oracle;

namespace RetailSync.Contracts.Tests.Compare.Events;

/// <summary>Random schemas, each against a changed copy of itself: where the comparison promises that readers accept everything, the validator must agree on every value.</summary>
public sealed class InclusionProperties(ITestOutputHelper output)
{
    private const int Schemas = 600;
    private const int ValuesEach = 30;

    // Strict, because the friendly reading takes it on trust that nobody sends what is not described. Branches of a 'oneOf' are taken to change one by one.
    private static readonly EventComparisonOptions Strict = new() { IsStrict = true };

    [Fact]
    public void Compare_NothingFound_TheValidatorAgrees()
    {
        var (promised, values, wrong) = (0, 0, new List<string>());
        for (var seed = 0; seed < Schemas; seed++)
        {
            var batch = OracleBatch.Make(seed, ValuesEach);
            ((JsonObject)batch.Schema)["$schema"] = batch.Draft.Dialect.MetaSchema;
            var changed = Change(new Random(seed), batch.Schema);
            foreach (var (before, after) in ((JsonNode, JsonNode)[])[(batch.Schema, changed), (changed, batch.Schema)])
            {
                if (!Promises(before, after))
                {
                    continue;
                }

                promised++;
                var (written, read) = (Own.Judge(batch with { Schema = before }), Own.Judge(batch with { Schema = after }));
                values += written.Count(letter => letter == 'V');
                wrong.AddRange(batch.Values.Where((_, at) => written[0] != '!' && read[0] != '!' && written[at] == 'V' && read[at] == 'I').Take(1).Select(value => $"{seed} {batch.Draft.Name}\n  {before.ToJsonString()}\n  {after.ToJsonString()}\n  {value?.ToJsonString()}"));
            }
        }

        output.WriteLine($"{promised} of {2 * Schemas} promised, {values} values.");
        Assert.True(wrong.Count == 0, $"{wrong.Count}\n{string.Join('\n', wrong.Take(6))}");
        Assert.InRange(promised, Schemas / 20, Schemas);
    }

    private static bool Promises(JsonNode before, JsonNode after)
    {
        if (after.ToJsonString().Contains("\"oneOf\"", StringComparison.Ordinal))
        {
            return false;
        }

        var (old, _) = Documents.Json(before.ToJsonString());
        var (@new, faults) = Documents.Json(after.ToJsonString());
        Assert.Empty(faults);
        var found = EventComparison.Compare(ContractKind.JsonSchema, [old!, @new!], Strict);
        return found.Changes.Count == 0 && found.Undecided.Count == 0;
    }

    // A keyword removed, or a number in it moved.
    private static JsonNode Change(Random random, JsonNode schema)
    {
        var copy = schema.DeepClone();
        var objects = All(copy).OfType<JsonObject>().Where(one => one.Count > 0).ToList();
        for (var i = 0; i <= random.Next(3) && objects.Count > 0; i++)
        {
            var chosen = objects[random.Next(objects.Count)];
            if (chosen.Count == 0)
            {
                continue;
            }

            var (key, value) = chosen.ElementAt(random.Next(chosen.Count));
            if (key == "$schema")
            {
                continue;
            }

            if (value is JsonValue number && number.TryGetValue<int>(out var count))
            {
                chosen[key] = Math.Max(0, count + random.Next(-2, 3));
            }
            else
            {
                chosen.Remove(key);
            }
        }

        return copy;
    }

    private static IEnumerable<JsonNode?> All(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(member => All(member.Value)).Prepend(node),
        JsonArray list => list.SelectMany(All),
        _ => [],
    };
}
