using System.Collections.Frozen;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Schemas;

/// <summary>Reads the keywords that the dialect knows, and says of each that is not written as it must be. One schema, one thread.</summary>
internal sealed class KeywordReader
{
    private static readonly FrozenDictionary<string, KeywordGroups> Groups = Grouped(
        (KeywordGroups.Values, ["enum", "const"]),
        (KeywordGroups.Numbers, ["multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"]),
        (KeywordGroups.Texts, ["maxLength", "minLength", "pattern", "format"]),
        (KeywordGroups.Arrays, ["items", "prefixItems", "additionalItems", "maxItems", "minItems", "uniqueItems", "contains", "minContains", "maxContains"]),
        (KeywordGroups.Objects, ["properties", "patternProperties", "additionalProperties", "propertyNames", "maxProperties", "minProperties", "required", "dependentRequired"]),
        (KeywordGroups.Branches, ["$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"]),
        (KeywordGroups.Objects | KeywordGroups.Branches, ["dependencies"]));

    private readonly SchemaPlace _place;
    private readonly ICollection<ConfigFault> _faults;
    private readonly SourceMember[] _members;
    private readonly KeywordGroups _groups;

    public KeywordReader(SchemaPlace place, ICollection<ConfigFault> faults)
    {
        (_place, _faults, _members, Dialect) = (place, faults, place.Node.MemberArray, place.Resource.Dialect);
        foreach (ref readonly var member in _members.AsSpan())
        {
            if (Dialect.Keywords.Contains(member.Key))
            {
                _groups |= Groups.GetValueOrDefault(member.Key);
            }
        }
    }

    /// <summary>How the schema is read.</summary>
    public SchemaDialect Dialect { get; }

    /// <summary>The value of a keyword; null when it is not there, or means nothing in this dialect.</summary>
    public SourceNode? this[string keyword]
    {
        get
        {
            foreach (ref readonly var member in _members.AsSpan())
            {
                if (member.Key == keyword)
                {
                    return Dialect.Keywords.Contains(keyword) ? member.Value : null;
                }
            }

            return null;
        }
    }

    /// <summary>Whether the schema has a keyword of a group.</summary>
    public bool Has(KeywordGroups group) => (_groups & group) != 0;

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string keyword) => this[keyword] switch
    {
        null => false,
        { Kind: SourceKind.Boolean } flag => flag.Text == "true",
        var other => Fault(other, keyword, "true or false"),
    };

    /// <summary>A count of zero or more; null when it is not there.</summary>
    public long? Count(string keyword)
    {
        if (this[keyword] is not { } value)
        {
            return null;
        }

        if (value.Kind != SourceKind.Number || !TryCount(ExactNumber.Parse(value.Text), out var count))
        {
            Fault(value, keyword, "a whole number of 0 or more");
            return null;
        }

        return count;
    }

    /// <summary>A number; null when it is not there.</summary>
    public ExactNumber? Number(string keyword)
    {
        var value = this[keyword];
        if (value is not null && value.Kind != SourceKind.Number)
        {
            Fault(value, keyword, "a number");
            return null;
        }

        return value is null ? null : ExactNumber.Parse(value.Text);
    }

    /// <summary>A text; null when it is not there.</summary>
    public string? Text(string keyword)
    {
        var value = this[keyword];
        if (value is not null && value.Kind != SourceKind.Text)
        {
            Fault(value, keyword, "a text");
            return null;
        }

        return value?.Text;
    }

    /// <summary>The items of a list; none when it is not there.</summary>
    public IReadOnlyList<SourceNode> List(string keyword)
    {
        var value = this[keyword];
        if (value is not null && value.Kind != SourceKind.List)
        {
            Fault(value, keyword, "a list");
        }

        return value?.Items ?? [];
    }

    /// <summary>The members of a mapping; none when it is not there.</summary>
    public IReadOnlyList<SourceMember> Members(string keyword)
    {
        var value = this[keyword];
        if (value is not null && value.Kind != SourceKind.Mapping)
        {
            Fault(value, keyword, "a mapping");
        }

        return value?.Members ?? [];
    }

    /// <summary>Says that a value is not what it must be. Always false.</summary>
    public bool Fault(SourceNode value, string keyword, string wanted)
    {
        _faults.Add(new ConfigFault(_place.Resource.Document.Locate(value), $"'{keyword}' must be {wanted}, but is {value.Description}{(value.Text.Length is > 0 and < 50 ? $" ({value.Text})" : "")}."));
        return false;
    }

    /// <summary>Says what is wrong with a value, in words of one's own.</summary>
    public void Say(SourceNode value, string message) => _faults.Add(new ConfigFault(_place.Resource.Document.Locate(value), message));

    private static FrozenDictionary<string, KeywordGroups> Grouped(params (KeywordGroups Group, string[] Keywords)[] all) =>
        all.SelectMany(group => group.Keywords, (group, keyword) => KeyValuePair.Create(keyword, group.Group)).ToFrozenDictionary(StringComparer.Ordinal);

    private static bool TryCount(ExactNumber number, out long count)
    {
        count = 0;
        return number.IsInteger && number.CompareTo(default) >= 0 && number.TryLong(out count);
    }
}
