using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Changes one thing in a value. Deterministic for a seed.</summary>
internal sealed class Mutator(Random random, bool isOdd)
{
    /// <summary>The value with a change somewhere; it may be changed itself.</summary>
    public JsonNode? Change(JsonNode? value)
    {
        // A place inside when there is one, with all depths alike.
        return value switch
        {
            JsonObject { Count: > 0 } mapping when random.Chance(0.6) => Inside(mapping),
            JsonArray { Count: > 0 } list when random.Chance(0.6) => Inside(list),
            _ => Here(value),
        };
    }

    private JsonObject Inside(JsonObject mapping)
    {
        var (name, value) = mapping.ElementAt(random.Next(mapping.Count));
        mapping[name] = Change(value?.DeepClone());
        return mapping;
    }

    private JsonArray Inside(JsonArray list)
    {
        var position = random.Next(list.Count);
        list[position] = Change(list[position]?.DeepClone());
        return list;
    }

    private JsonNode? Here(JsonNode? value)
    {
        if (random.Chance(0.15))
        {
            return random.Chance(0.2) ? new JsonArray(value?.DeepClone()) : Samples.Value(random, 1, isOdd);
        }

        return value switch
        {
            JsonObject mapping => Object(mapping),
            JsonArray list => List(list),
            null => false,
            _ when value.GetValueKind() == JsonValueKind.Number => ValueMaker.Beside(random, value),
            _ when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>()),
            _ => random.Chance(0.5) ? !value.GetValue<bool>() : null,
        };
    }

    private JsonObject Object(JsonObject mapping)
    {
        var other = random.Pick(Samples.Names);
        if (mapping.Count == 0 || random.Chance(0.35))
        {
            mapping[other] = Samples.Value(random, 2, isOdd);
            return mapping;
        }

        var (name, value) = mapping.ElementAt(random.Next(mapping.Count));
        mapping.Remove(name);
        if (random.Chance(0.3))
        {
            mapping[other] = value?.DeepClone();
        }
        else if (random.Chance(0.3))
        {
            // The same property, at the end.
            mapping[name] = value?.DeepClone();
        }

        return mapping;
    }

    private JsonArray List(JsonArray list)
    {
        if (list.Count == 0 || random.Chance(0.3))
        {
            list.Insert(random.Next(list.Count + 1), Samples.Value(random, 2, isOdd));
            return list;
        }

        var value = random.Pick<JsonNode?>([.. list])?.DeepClone();
        switch (random.Next(3))
        {
            case 0:
                list.RemoveAt(random.Next(list.Count));
                break;
            case 1:
                list.Insert(random.Next(list.Count + 1), value);
                break;
            default:
                list.Insert(random.Next(list.Count + 1), Turned(value));
                break;
        }

        return list;
    }

    // Equal, though written differently.
    private static JsonNode? Turned(JsonNode? value) => value switch
    {
        JsonObject mapping => new JsonObject(mapping.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))),
        JsonArray list => new JsonArray([.. list.Reverse().Select(item => item?.DeepClone())]),
        null => null,
        _ when value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().All(char.IsAsciiDigit) => Samples.Number(value.ToJsonString() + ".0"),
        _ => value,
    };

    private string Text(string text) => random.Next(4) switch
    {
        0 => text + Samples.Text(random),
        1 => Samples.Text(random) + text,
        // Never half a surrogate pair.
        2 when text.Length > 0 => string.Concat(text.EnumerateRunes().Skip(1)),
        _ => Samples.Text(random),
    };
}
