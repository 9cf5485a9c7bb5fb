using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Schemas;

/// <content>The keywords of retail: <c>x-retailsync-sum</c> and <c>x-retailsync-money</c>.</content>
internal sealed partial class SchemaCompiler
{
    private const int MostPaths = 32;
    private const string Minor = "minor";
    private const string Major = "major";

    private readonly HashSet<SourceNode> _looked = new(ReferenceEqualityComparer.Instance);

    // Whatever the dialect, since nobody else gives these names a meaning. Once for each schema.
    private void RefuseMisused(SchemaPlace place)
    {
        if (!_looked.Add(place.Node))
        {
            return;
        }

        foreach (var member in RetailKeywords.UnknownOf(place.Node))
        {
            Fault(place, member.Value, $"The key '{member.Key}' is not known in a schema. Known: {RetailKeywords.Owner}, {RetailKeywords.Sum}, {RetailKeywords.Money}.");
        }

        if (place.Resource.Dialect.ReferenceStandsAlone && ReferenceOf(place) is not null)
        {
            foreach (var member in RetailKeywords.Of(place.Node))
            {
                Fault(place, member.Value, $"In {place.Resource.Dialect.Name} what stands beside '$ref' is ignored, '{member.Key}' included. Put the reference into 'allOf'.");
            }
        }
    }

    private IEnumerable<Branch> ReadRetail(SchemaPlace place)
    {
        if (place.Node[RetailKeywords.Sum] is { } sum)
        {
            var isList = sum.Kind == SourceKind.List;
            var position = 0;
            foreach (var one in isList ? sum.Items : [sum])
            {
                if (ReadSum(place, one, isList ? $"{RetailKeywords.Sum}/{position++}" : RetailKeywords.Sum) is { } rule)
                {
                    yield return rule;
                }
            }
        }

        if (place.Node[RetailKeywords.Money] is { } money && ReadMoney(place, money) is { } scale)
        {
            yield return scale;
        }
    }

    private SumRule? ReadSum(SchemaPlace place, SourceNode source, string keyword)
    {
        if (!HasKeys(place, source, RetailKeywords.Sum, "{ total: /total, of: [/lines/*/total, /tax], less: [/discount] }", "total", "of", "less"))
        {
            return null;
        }

        var total = Path(place, source["total"], source, "total", allowsAll: false);
        var parts = Paths(place, source, "of");
        var less = source["less"] is null ? [] : Paths(place, source, "less");
        if (total is null || parts is null || less is null)
        {
            return null;
        }

        List<(SourceNode At, string[] Steps, int Role)> all =
            [(source["total"]!, total, SumRule.Total), .. parts.Select(part => (part.At, part.Steps, SumRule.Part)), .. less.Select(part => (part.At, part.Steps, SumRule.Less))];
        if (all.GroupBy(path => path.At.Text, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            Fault(place, twice.Last().At, $"'{twice.Key}' stands twice in one sum.");
            return null;
        }

        var taken = less.Count == 0 ? "" : $", less {string.Join(", ", less.Select(part => part.At.Text))}";
        return new SumRule(keyword, PathTree.Of(all.Select(path => (path.Steps, path.Role))), $"{source["total"]!.Text} has to be the sum of {string.Join(", ", parts.Select(part => part.At.Text))}{taken}");
    }

    private MoneyRule? ReadMoney(SchemaPlace place, SourceNode source)
    {
        const string Example = "{ amount: /amount, currency: /currency, unit: minor }";
        if (!HasKeys(place, source, RetailKeywords.Money, Example, "amount", "currency", "unit"))
        {
            return null;
        }

        if (source["unit"] is not { Kind: SourceKind.Text, Text: Minor or Major } unit)
        {
            Fault(place, source["unit"] ?? source, $"'unit' of '{RetailKeywords.Money}' must be {Minor} (whole numbers of the currency's minor unit) or {Major} (with as many decimals as the currency has).");
            return null;
        }

        var amount = source["amount"] is null ? ["amount"] : Path(place, source["amount"], source, "amount", allowsAll: false);
        var currency = source["currency"] is null ? ["currency"] : Path(place, source["currency"], source, "currency", allowsAll: false);
        if (amount is null || currency is null)
        {
            return null;
        }

        if (amount.SequenceEqual(currency, StringComparer.Ordinal))
        {
            Fault(place, source, $"Amount and currency of '{RetailKeywords.Money}' are the same value.");
            return null;
        }

        return new MoneyRule(PathTree.Of([(amount, MoneyRule.AmountPath), (currency, MoneyRule.CurrencyPath)]), unit.Text == Minor);
    }

    private bool HasKeys(SchemaPlace place, SourceNode source, string keyword, string example, params ReadOnlySpan<string> known)
    {
        if (source.Kind != SourceKind.Mapping)
        {
            Fault(place, source, $"'{keyword}' must be a mapping such as {example}, but is {source.Description}.");
            return false;
        }

        foreach (var member in source.Members)
        {
            if (!known.Contains(member.Key))
            {
                Fault(place, member.Value, $"'{keyword}' has no '{member.Key}'. Known: {string.Join(", ", known.ToArray())}.");
                return false;
            }
        }

        return true;
    }

    private List<(SourceNode At, string[] Steps)>? Paths(SchemaPlace place, SourceNode source, string key)
    {
        if (source[key] is not { Kind: SourceKind.List, Items.Count: > 0 and <= MostPaths } list)
        {
            Fault(place, source[key] ?? source, $"'{key}' of '{RetailKeywords.Sum}' must be a list of 1 to {MostPaths} pointers such as /lines/*/total.");
            return null;
        }

        var paths = list.Items.Select(item => (item, Path(place, item, source, key, allowsAll: true))).ToList();
        return paths.Exists(path => path.Item2 is null) ? null : [.. paths.Select(path => (path.item, path.Item2!))];
    }

    // The steps of a pointer (RFC 6901, section 4).
    private string[]? Path(SchemaPlace place, SourceNode? value, SourceNode parent, string key, bool allowsAll)
    {
        if (value is not { Kind: SourceKind.Text } || value.Text.Length == 0 || !JsonPointer.IsValid(value.Text))
        {
            Fault(place, value ?? parent, $"'{key}' must be a pointer from this object (RFC 6901) such as /total{(allowsAll ? " or /lines/*/total" : "")}.");
            return null;
        }

        string[] steps = [.. value.Text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        if (!allowsAll && steps.Contains(PathTree.AllItems))
        {
            Fault(place, value, $"'{key}' must name one value, so '*' cannot be in it.");
            return null;
        }

        return steps;
    }
}
