using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Schemas;

/// <content>Lists and objects.</content>
internal sealed partial class SchemaCompiler
{
    private ArrayRules? ReadArrays(SchemaPlace place, KeywordReader keywords)
    {
        if (!keywords.Has(KeywordGroups.Arrays))
        {
            return null;
        }

        var firstKeyword = keywords.Dialect.TuplesArePrefixItems ? "prefixItems" : "items";
        var isTuple = keywords[firstKeyword]?.Kind == SourceKind.List;
        var restKeyword = isTuple && firstKeyword == "items" ? "additionalItems" : "items";
        var contains = Child(place, keywords, "contains");
        var first = isTuple ? Children(place, keywords, firstKeyword) : [];
        var rules = new ArrayRules
        {
            First = first,
            Rest = Child(place, keywords, restKeyword),
            Contains = contains,
            MinContains = contains is null ? 1 : keywords.Count("minContains") ?? 1,
            MaxContains = contains is null ? long.MaxValue : keywords.Count("maxContains") ?? long.MaxValue,
            ContainsLooks = contains is not null && keywords.Dialect.TuplesArePrefixItems,
            MinItems = keywords.Count("minItems") ?? 0,
            MaxItems = keywords.Count("maxItems") ?? long.MaxValue,
            AreUnique = keywords.Flag("uniqueItems"),
        };
        return first.Length == 0 && rules with { First = NoNodes } == new ArrayRules { First = NoNodes } ? null : rules;
    }

    private static readonly SchemaNode[] NoNodes = [];
    private static readonly string[] DependentKeywords = ["dependentRequired", "dependencies"];

    private ObjectRules? ReadObjects(SchemaPlace place, KeywordReader keywords)
    {
        if (!keywords.Has(KeywordGroups.Objects))
        {
            return null;
        }

        var names = new NameList();
        var properties = keywords.Members("properties").Select(member => (names.Number(member.Key), Property(place.Below("properties", member.Key, member.Value)))).ToList();

        // In draft 4 and earlier dialects a flag of a single property could stand here; a list is the only form that means something.
        var required = keywords["required"] is null ? [] : keywords.List("required").Where(name => !IsLeftOut(place, name.Text)).Select(name => names.Number(name.Text)).Distinct().ToArray();
        var dependent = ReadDependent(keywords, names);
        var patterns = keywords.Members("patternProperties").Select(member => (Pattern(keywords, member), Get(place.Below("patternProperties", member.Key, member.Value)))).ToList();
        var (additional, propertyNames) = (Child(place, keywords, "additionalProperties"), Child(place, keywords, "propertyNames"));
        var (least, most) = (keywords.Count("minProperties") ?? 0, keywords.Count("maxProperties") ?? long.MaxValue);
        if (names.Count == 0 && patterns.Count == 0 && additional is null && propertyNames is null && least == 0 && most == long.MaxValue)
        {
            return null;
        }

        var schemas = new SchemaNode?[names.Count];
        properties.ForEach(property => schemas[property.Item1] = property.Item2);
        return new ObjectRules
        {
            Names = new PropertyTable(names.Names),
            Properties = schemas,
            Patterns = [.. patterns.Where(pattern => pattern.Item1 is not null).Select(pattern => (pattern.Item1!, pattern.Item2))],
            Additional = additional,
            PropertyNames = propertyNames,
            Required = required,
            RequiredMask = required.Aggregate(0UL, (mask, number) => mask | (1UL << number)),
            DependentRequired = dependent,
            MinProperties = least,
            MaxProperties = most,
        };
    }

    private CompiledPattern? Pattern(KeywordReader keywords, SourceMember member) => ReadPattern(member.Value, member.Key, keywords);

    private static (int When, int[] Required)[] ReadDependent(KeywordReader keywords, NameList names) =>
    [
        .. DependentKeywords
            .SelectMany(keywords.Members)
            .Where(member => member.Value.Kind == SourceKind.List)
            .Select(member => (names.Number(member.Key), member.Value.Items.Select(name => names.Number(name.Text)).ToArray())),
    ];

    // Names of properties first, so that their numbers follow the order of the contract.
    private sealed class NameList
    {
        private const int IndexFrom = 17;

        private Dictionary<string, int>? _numbers;

        public List<string> Names { get; } = [];

        public int Count => Names.Count;

        public int Number(string name)
        {
            if (Names.Count >= IndexFrom)
            {
                _numbers ??= Names.Select((known, number) => KeyValuePair.Create(known, number)).ToDictionary(StringComparer.Ordinal);
            }

            var number = _numbers is null ? Names.IndexOf(name) : _numbers.GetValueOrDefault(name, -1);
            if (number >= 0)
            {
                return number;
            }

            _numbers?.Add(name, Names.Count);
            Names.Add(name);
            return Names.Count - 1;
        }
    }
}
