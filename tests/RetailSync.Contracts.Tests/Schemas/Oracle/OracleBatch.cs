using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>A schema with the values that are held against it.</summary>
internal sealed record OracleBatch(OracleDraft Draft, JsonNode Schema, IReadOnlyList<JsonNode?> Values)
{
    /// <summary>Makes one from a seed. One in twenty uses what the other side is known to read differently.</summary>
    public static OracleBatch Make(int seed, int values)
    {
        var random = new Random(seed);
        var isOdd = seed % 20 == 0;
        var draft = random.Next(20) switch
        {
            0 => OracleDraft.All[0],
            1 => OracleDraft.All[1],
            < 8 => OracleDraft.All[2],
            < 11 => OracleDraft.All[3],
            _ => OracleDraft.All[4],
        };
        var schema = new SchemaMaker(random, draft, isOdd).Make();
        var (maker, mutator) = (new ValueMaker(random, schema, draft, isOdd), new Mutator(random, isOdd));
        return new OracleBatch(draft, schema, [.. Enumerable.Range(0, values).Select(_ => Value(random, maker, mutator))]);
    }

    private static JsonNode? Value(Random random, ValueMaker maker, Mutator mutator)
    {
        var value = maker.Make();
        for (var chance = 0.7; random.Chance(chance); chance /= 2)
        {
            value = mutator.Change(value);
        }

        return value;
    }
}
