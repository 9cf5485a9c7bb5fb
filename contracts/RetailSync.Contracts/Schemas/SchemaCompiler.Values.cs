using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Formats;
using RetailSync.Contracts.Schemas.Patterns;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Schemas;

/// <content>Types, values, numbers and texts.</content>
internal sealed partial class SchemaCompiler
{
    private static void ReadTypes(SchemaNode node, KeywordReader keywords)
    {
        if (keywords["type"] is { } type)
        {
            node.Types = ValueTypes.None;
            foreach (var name in type.Kind == SourceKind.List ? type.Items : [type])
            {
                var one = name.Kind == SourceKind.Text ? TypeNames.Parse(name.Text) : ValueTypes.None;
                node.Types |= one;
                if (one == ValueTypes.None)
                {
                    keywords.Fault(name, "type", "one of null, boolean, object, array, number, integer and string");
                }
            }

            // OpenAPI 3.0.3: nullable says nothing unless there is a type beside it.
            node.Types |= keywords.Flag("nullable") ? ValueTypes.Null : ValueTypes.None;
        }
    }

    private static ValueSet[] ReadValues(KeywordReader keywords)
    {
        if (!keywords.Has(KeywordGroups.Values))
        {
            return [];
        }

        var sets = new List<ValueSet>();
        if (keywords["enum"] is not null)
        {
            sets.Add(new ValueSet("enum", keywords.List("enum")));
        }

        if (keywords["const"] is { } constant)
        {
            sets.Add(new ValueSet("const", [constant]));
        }

        return [.. sets];
    }

    private static NumberRules? ReadNumbers(KeywordReader keywords)
    {
        if (!keywords.Has(KeywordGroups.Numbers))
        {
            return null;
        }

        var rules = new NumberRules { MultipleOf = ReadMultipleOf(keywords) };
        if (keywords.Dialect.ExclusiveIsFlag)
        {
            rules = rules with
            {
                Lowest = Bound(keywords, "minimum", keywords.Flag("exclusiveMinimum")),
                Highest = Bound(keywords, "maximum", keywords.Flag("exclusiveMaximum")),
            };
        }
        else
        {
            rules = rules with
            {
                Lowest = Bound(keywords, "minimum", false),
                AlsoLowest = Bound(keywords, "exclusiveMinimum", true),
                Highest = Bound(keywords, "maximum", false),
                AlsoHighest = Bound(keywords, "exclusiveMaximum", true),
            };
        }

        return rules == new NumberRules() ? null : rules.Prepared();
    }

    private static NumberBound? Bound(KeywordReader keywords, string keyword, bool isExclusive) =>
        keywords.Number(keyword) is { } value ? new NumberBound(keyword, value, isExclusive) : null;

    private static ExactNumber? ReadMultipleOf(KeywordReader keywords)
    {
        var step = keywords.Number("multipleOf");
        if (step is { } value && value.CompareTo(default) <= 0)
        {
            keywords.Fault(keywords["multipleOf"]!, "multipleOf", "more than 0");
            return null;
        }

        return step;
    }

    private TextRules? ReadTexts(KeywordReader keywords)
    {
        if (!keywords.Has(KeywordGroups.Texts))
        {
            return null;
        }

        var rules = new TextRules
        {
            MinLength = keywords.Count("minLength") ?? 0,
            MaxLength = keywords.Count("maxLength") ?? long.MaxValue,
            Pattern = keywords.Text("pattern") is { } pattern ? ReadPattern(keywords["pattern"]!, pattern, keywords) : null,
            Format = judgesFormats && keywords.Text("format") is { } format ? FormatOf(format) : null,
        };
        return rules == new TextRules() ? null : rules;
    }

    // The only format that another part of the compiler knows about.
    private static FormatCheck? FormatOf(string name) =>
        name == "regex" ? static text => EcmaPattern.TryTranslate(System.Text.Encoding.UTF8.GetString(text), out _, out _) : FormatTable.Find(name) ?? RetailFormats.Find(name);

    private CompiledPattern? ReadPattern(SourceNode source, string pattern, KeywordReader keywords)
    {
        // Documents repeat their patterns, and an automaton takes long to build.
        string? fault = null;
        if (!_patterns.TryGetValue(pattern, out var compiled))
        {
            _patterns[pattern] = compiled = CompiledPattern.Compile(pattern, out fault);
        }

        if (compiled is null)
        {
            fault ??= "the same pattern was refused above.";
            keywords.Say(source, $"The pattern is no regular expression (ECMA-262) that can be judged: {fault}");
        }
        else if (!compiled.IsBounded && !AllowsBacktracking)
        {
            keywords.Say(source, "A text could keep this pattern busy without end: it has a backreference, or lookaround where it cannot be taken apart. Write it without.");
        }

        return compiled;
    }
}
