using System.Buffers;
using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <content>Lists.</content>
internal sealed partial class Evaluation
{
    private bool CheckArray(SchemaNode node, ArrayRules rules, ref Utf8JsonReader reader, Marks? marks)
    {
        var start = reader.TokenStartIndex;
        var (isValid, count, contained) = (true, 0, 0L);
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (rules.Contains is { } contains && Fits(contains, in reader, null))
            {
                contained++;
                if (rules.ContainsLooks)
                {
                    marks?.Add(count);
                }
            }

            var schema = count < rules.First.Length ? rules.First[count] : rules.Rest;
            if (schema is null)
            {
                Skip(ref reader);
                continue;
            }

            marks?.Add(count);
            _failures?.Enter(count);
            isValid &= Check(schema, ref reader, null);
            _failures?.Leave();
            if (!isValid && !IsCollecting)
            {
                return false;
            }
        }

        isValid = HasItems(node, rules, count) && isValid;
        isValid = (isValid || IsCollecting) && HasContained(node, rules, contained) && isValid;
        return (isValid || IsCollecting) && (!rules.AreUnique || count < 2 || AreUnique(node, start, count)) && isValid;
    }

    private bool HasItems(SchemaNode node, ArrayRules rules, int count) => count < rules.MinItems
        ? Fail(node, "minItems", $"The list has {count} items; at least {rules.MinItems} are needed.")
        : count <= rules.MaxItems || Fail(node, "maxItems", $"The list has {count} items; at most {rules.MaxItems} are allowed.");

    private bool HasContained(SchemaNode node, ArrayRules rules, long contained)
    {
        if (rules.Contains is null)
        {
            return true;
        }

        return contained < rules.MinContains
            ? Fail(node, rules.MinContains == 1 ? "contains" : "minContains", $"{contained} items are of the kind that {rules.MinContains} at least have to be of.")
            : contained <= rules.MaxContains || Fail(node, "maxContains", $"{contained} items are of a kind of which only {rules.MaxContains} may be.");
    }

    // By content: only items with the same hash are compared.
    private bool AreUnique(SchemaNode node, long list, int count)
    {
        var reader = ReaderAt(list);
        var items = ArrayPool<(int Hash, long Start)>.Shared.Rent(count);
        try
        {
            for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
            {
                var start = list + reader.TokenStartIndex;
                items[position] = (JsonComparer.Hash(this, ref reader), start);
            }

            var sorted = items.AsSpan(0, count);
            sorted.Sort();
            for (var i = 0; i < count; i++)
            {
                for (var j = i + 1; j < count && sorted[j].Hash == sorted[i].Hash; j++)
                {
                    var left = ReaderAt(sorted[i].Start);
                    var right = ReaderAt(sorted[j].Start);
                    if (JsonComparer.AreEqual(this, ref left, ref right))
                    {
                        return Fail(node, "uniqueItems", $"Two items of the list are equal.");
                    }
                }
            }

            return _steps >= 0;
        }
        finally
        {
            ArrayPool<(int Hash, long Start)>.Shared.Return(items);
        }
    }
}
