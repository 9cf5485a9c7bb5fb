using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Compare.Events;

/// <content>Types, listed values, numbers and texts.</content>
internal sealed partial class Inclusion
{
    // Keywords whose sense lies in schemas below them that cannot be compared one by one.
    private static readonly (string Keyword, ValueTypes Types)[] Opaque =
    [
        ("not", ValueTypes.All), ("if", ValueTypes.All), ("then", ValueTypes.All), ("else", ValueTypes.All),
        ("contains", ValueTypes.Array), ("minContains", ValueTypes.Array), ("maxContains", ValueTypes.Array), ("unevaluatedItems", ValueTypes.Array),
        ("propertyNames", ValueTypes.Object), ("dependentSchemas", ValueTypes.Object), ("dependencies", ValueTypes.Object),
        ("multipleOf", ValueTypes.Number), ("$dynamicRef", ValueTypes.All), ("$recursiveRef", ValueTypes.All),
    ];

    private bool FitsValues(FlatSchema writer, ValueTypes types, SchemaPart reader, string path)
    {
        // What is listed is held against the list, which says more than its types.
        var accepted = FlatSchema.NamedTypes(reader);
        var fits = (types & ~accepted) == 0 || Miss("type-not-accepted", path, $"accept {NameOf(accepted)}, but the data may be {NameOf(types & ~accepted)}", writer, reader.Below("type"), writer.First("type"));
        fits &= FitsListed(writer, types, reader, path);
        if ((types & ValueTypes.Number) != 0)
        {
            fits &= FitsBound(writer, reader, path, "minimum", "exclusiveMinimum", 1) & FitsBound(writer, reader, path, "maximum", "exclusiveMaximum", -1);
        }

        if ((types & ValueTypes.Text) != 0)
        {
            fits &= FitsCount(writer, reader, path, "minLength", 1, "longer texts") & FitsCount(writer, reader, path, "maxLength", -1, "shorter texts");
            fits &= FitsPattern(writer, reader, path) & FitsFormat(writer, reader, path);
        }

        return fits;
    }

    private static string NameOf(ValueTypes types) => (types & ValueTypes.Number) == ValueTypes.Fraction
        ? string.Join(", ", new[] { TypeNames.All(types & ~ValueTypes.Number), "a number with a fraction" }.Where(name => name.Length > 0))
        : TypeNames.All(types);

    private bool FitsListed(FlatSchema writer, ValueTypes types, SchemaPart reader, string path)
    {
        var keyword = reader.Node["const"] is not null ? "const" : "enum";
        var listed = reader.Node["const"] is { } single ? [single] : reader.Node["enum"]?.Items;
        if (listed is null)
        {
            return true;
        }

        // A boolean is as good as a list of both; other types are never listed in full.
        if (writer.Values is not { } values)
        {
            return (types == ValueTypes.Boolean && listed.Count(value => value.Kind == SourceKind.Boolean) == 2)
                || Miss("values-listed", path, "accept only listed values, but the data may have any", writer, reader.Below(keyword));
        }

        var refused = values.Where(value => !listed.Any(other => AreSame(value, other))).Select(value => $"'{value.Text}'").Take(5).ToList();
        return refused.Count == 0 || Miss("value-not-accepted", path, $"do not accept {string.Join(", ", refused)}", writer, reader.Below(keyword), writer.First("enum") ?? writer.First("const"));
    }

    // Sign 1: a lower bound, which the data's own must reach; -1: an upper one.
    private bool FitsBound(FlatSchema writer, SchemaPart reader, string path, string inclusive, string exclusive, int sign)
    {
        if (BoundOf(reader, inclusive, exclusive, sign) is not { } wanted)
        {
            return true;
        }

        var values = writer.Values?.Where(value => value.Kind == SourceKind.Number).Select(value => (Number: ExactNumber.Parse(value.Text), IsExclusive: false)).ToList();
        var given = values is not null ? [] : writer.Parts.Select(part => BoundOf(part, inclusive, exclusive, sign)).OfType<(ExactNumber, bool)>().ToList();
        if (values?.All(IsInside) ?? given.Any(IsInside))
        {
            return true;
        }

        var keyword = wanted.IsExclusive && reader.Node[exclusive] is not null ? exclusive : inclusive;
        return Miss("bound-tighter", path, $"accept only numbers {(sign > 0 ? "from" : "up to")} {(reader.Node[keyword] ?? reader.Node[inclusive])!.Text}{(wanted.IsExclusive ? ", itself not included" : "")}", writer, reader.Below(keyword), writer.First(keyword));

        bool IsInside((ExactNumber Number, bool IsExclusive) bound)
        {
            var order = bound.Number.CompareTo(wanted.Number) * sign;
            return order > 0 || (order == 0 && (bound.IsExclusive || !wanted.IsExclusive));
        }
    }

    // The tighter of the two, where both stand; up to draft 4 the exclusive one is a flag.
    private static (ExactNumber Number, bool IsExclusive)? BoundOf(SchemaPart part, string inclusive, string exclusive, int sign)
    {
        var plain = part.Node[inclusive] is { Kind: SourceKind.Number } number ? ExactNumber.Parse(number.Text) : (ExactNumber?)null;
        var strict = part.Node[exclusive] is { Kind: SourceKind.Number } other ? ExactNumber.Parse(other.Text) : (ExactNumber?)null;
        if (plain is { } bound && (strict is not { } tight || tight.CompareTo(bound) * sign < 0))
        {
            return (bound, part.Node[exclusive] is { Text: "true" });
        }

        return strict is { } only ? (only, true) : null;
    }

    private bool FitsCount(FlatSchema writer, SchemaPart reader, string path, string keyword, int sign, string what)
    {
        if (reader.Node[keyword] is not { Kind: SourceKind.Number } wanted || writer.Values is not null)
        {
            return true;
        }

        var limit = ExactNumber.Parse(wanted.Text);
        var isInside = writer.Parts.Any(part => part.Node[keyword] is { Kind: SourceKind.Number } given && ExactNumber.Parse(given.Text).CompareTo(limit) * sign >= 0);
        return isInside || (sign > 0 && limit.Equals(default)) || Miss("size-tighter", path, $"accept only {what} ('{keyword}' is {wanted.Text})", writer, reader.Below(keyword), writer.First(keyword));
    }

    private bool FitsPattern(FlatSchema writer, SchemaPart reader, string path)
    {
        if (reader.Node["pattern"] is not { Kind: SourceKind.Text } pattern || writer.Parts.Any(part => part.Node["pattern"] is { } other && other.Text == pattern.Text))
        {
            return true;
        }

        if (writer.Values is { } values && CompiledPattern.Compile(pattern.Text, out _) is { } compiled)
        {
            return values.All(value => value.Kind != SourceKind.Text || compiled.IsMatch(Encoding.UTF8.GetBytes(value.Text)))
                || Miss("pattern-tighter", path, $"do not accept every listed value: the pattern '{pattern.Text}' refuses one", writer, reader.Below("pattern"));
        }

        return writer.First("pattern") is { } given
            ? Miss("pattern-changed", path, $"accept texts by another pattern, '{pattern.Text}'; whether it is narrower cannot be told", writer, reader.Below("pattern"), given, ChangeLevel.Warning)
            : Miss("pattern-tighter", path, $"accept only texts that match '{pattern.Text}'", writer, reader.Below("pattern"));
    }

    private bool FitsFormat(FlatSchema writer, SchemaPart reader, string path) =>
        reader.Node["format"] is not { Kind: SourceKind.Text } format
        || writer.Values is not null
        || writer.Parts.Any(part => part.Node["format"] is { } other && other.Text == format.Text)
        || Miss("format-changed", path, $"expect the format '{format.Text}'", writer, reader.Below("format"), writer.First("format"), ChangeLevel.Warning);

    private bool FitsTheRest(FlatSchema writer, ValueTypes types, SchemaPart reader, string path)
    {
        var fits = true;
        foreach (var (keyword, applies) in Opaque)
        {
            if ((types & applies) == 0 || reader.Node[keyword] is null || writer.Parts.Any(part => IsSameRule(part, reader, keyword)))
            {
                continue;
            }

            // 'then' without 'if' says nothing.
            if (keyword is "then" or "else" && reader.Node["if"] is null)
            {
                continue;
            }

            fits &= writer.First(keyword) is null && keyword is not ("$dynamicRef" or "$recursiveRef")
                ? Miss("rule-added", path, $"apply a rule that the data was not made by, '{keyword}'", writer, reader.Below(keyword))
                : Open(reader.Below(keyword)!, keyword);
        }

        return fits;
    }

    // What is left over for 'unevaluatedItems' depends on all that stands beside it.
    private bool IsSameRule(SchemaPart writer, SchemaPart reader, string keyword) =>
        writer.Node[keyword] is { } given && (keyword == "unevaluatedItems" ? AreSameSchemas(writer.Node, reader.Node, []) : AreSameSchemas(given, reader.Node[keyword]!, []));
}
