using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <content>Types, formats, null, listed values.</content>
internal sealed partial class SchemaComparer
{
    // What values of a format are also values of.
    private static readonly (string Type, string From, string To)[] WiderFormats =
    [
        ("number", "float", "double"), ("integer", "int32", "int64"), ("integer", "int32", "bigint"), ("integer", "int64", "bigint"), ("string", "date", "date-time"), ("string", "time", "date-time"),
    ];

    private void CheckNullability(SchemaPair pair, SchemaScope scope, Transition transition)
    {
        var (before, after) = (SchemaFacts.IsNullable(pair.Before), SchemaFacts.IsNullable(pair.After));
        if (transition.IsNullWrapping)
        {
            (before, after) = (Alternatives(pair.Before), Alternatives(pair.After));
        }
        else if (pair.Before["type"] is null || pair.After["type"] is null)
        {
            // Without a type everything is accepted, null as well.
            return;
        }

        if (before != after)
        {
            Report(pair, scope, after ? "became-nullable" : "became-not-nullable", after ? "may now be null." : "may no longer be null.");
        }

        static bool Alternatives(SourceNode schema) => schema["oneOf"] is not null || schema["anyOf"] is not null;
    }

    private void CheckType(SchemaPair pair, SchemaScope scope, Transition transition)
    {
        if (transition.IsOneOfWrapping)
        {
            const string Text = "the object became a choice of several: what fits two of them is refused.";
            if (pair.IsWhole && !scope.IsParameter)
            {
                Report(pair, scope, "wrapped-in-one-of", Text);
                return;
            }

            // There is no id for a part that is wrapped, and an alternative more in a request alone would count as harmless.
            Report(pair, scope, "one-of-added", Text);
            Report(pair, scope, "type-changed", Text);
            return;
        }

        if (transition.IsListOfTypes)
        {
            var (gone, added) = (transition.TypesBefore!.Except(transition.TypesAfter!).ToList(), transition.TypesAfter!.Except(transition.TypesBefore!).ToList());
            var isNarrowed = scope.IsRequest ? gone.Count > 0 : added.Count == 0;
            Report(pair, scope, isNarrowed ? "list-of-types-narrowed" : "list-of-types-widened", isNarrowed ? $"may no longer be {string.Join(", ", gone)}." : $"may now be {string.Join(", ", added)} as well.");
            return;
        }

        var (before, after) = (SchemaFacts.TypesButNull(pair.Before), SchemaFacts.TypesButNull(pair.After));
        var (formatBefore, formatAfter) = (pair.Old.Text("format") ?? "", pair.New.Text("format") ?? "");
        var hasType = !before.Order().SequenceEqual(after.Order());
        if (!hasType && formatBefore == formatAfter)
        {
            return;
        }

        var name = TypeChange(scope, before, after, hasType, formatBefore, formatAfter, pair.IsWhole);
        Report(pair, scope, name, $"{(hasType ? $"the type changed from {Names(before)} to {Names(after)}" : $"the format changed from {Format(formatBefore)} to {Format(formatAfter)}")}.");
    }

    private static string TypeChange(SchemaScope scope, IReadOnlyList<string> before, IReadOnlyList<string> after, bool hasType, string formatBefore, string formatAfter, bool isWhole)
    {
        // A request must go on accepting what it accepted; a response must stay among what clients know.
        var (from, to, fromFormat, toFormat) = scope.IsRequest ? (before, after, formatBefore, formatAfter) : (after, before, formatAfter, formatBefore);
        if (scope.IsParameter && !isWhole)
        {
            var (strong, weak) = (Breaks(true), Breaks(false));
            return strong != weak ? "type-changed" : strong ? "type-specialized" : "type-generalized";
        }

        var isSwap = hasType && before.Count > 0 && after.Count > 0;
        if (!Breaks(scope.IsStronglyTyped))
        {
            var isLoose = isSwap && !IsWithin(from, to);
            return scope.IsParameter ? "type-generalized" : isLoose ? "type-compatible" : scope.IsRequest ? "type-generalized" : "type-specialized";
        }

        return !scope.IsRequest && isSwap && IsWithin(before, after) ? "type-generalized" : "type-changed";

        bool Breaks(bool isStrong)
        {
            if (hasType && to.Count == 0)
            {
                return false;
            }

            var breaksType = hasType && !IsWithin(from, to) && !(!isStrong && to.Except(from).ToList() is [] or ["string"]);
            return breaksType || (fromFormat != toFormat && toFormat.Length > 0 && !(to is [var type] && WiderFormats.Contains((type, fromFormat, toFormat))));
        }
    }

    private static bool IsWithin(IReadOnlyList<string> some, IReadOnlyList<string> all) => some.Count > 0 && some.All(one => all.Contains(one) || (one == "integer" && all.Contains("number")));

    private static string Names(IReadOnlyList<string> types) => types.Count == 0 ? "any" : string.Join(" or ", types);

    private static string Format(string format) => format.Length == 0 ? "none" : $"'{format}'";

    private void CheckValues(SchemaPair pair, SchemaScope scope)
    {
        CheckEnum(pair, scope);
        CheckConst(pair, scope);
        CheckDefault(pair, scope);
        foreach (var value in pair.Old.Texts("x-extensible-enum").Except(pair.New.Texts("x-extensible-enum")))
        {
            if (pair.New.Node["x-extensible-enum"] is not null && !(scope.IsRequest && pair.New.IsTrue("readOnly")))
            {
                Report(pair, scope, "x-extensible-enum-value-removed", $"the value '{value}' of the extensible enum is gone.");
            }
        }
    }

    private void CheckEnum(SchemaPair pair, SchemaScope scope)
    {
        var (before, after) = (pair.Before["enum"], pair.After["enum"]);
        if (before is null && after is not null)
        {
            Report(pair, scope, "became-enum", "only listed values are accepted now.");
            if (scope.Subject.StartsWith("the header", StringComparison.Ordinal))
            {
                ReportAs("request-header-property-became-enum", pair, scope, "only listed values are accepted now.");
            }
        }

        foreach (var value in Missing(before, after))
        {
            var text = $"the value {Show(value)} is no longer among those listed.";
            if (pair.IsWhole && scope.Body == "response-body")
            {
                ReportAs("response-mediatype-enum-value-removed", pair, scope, text);
            }
            else if (scope.IsRequest && !pair.IsWhole && pair.New.IsTrue("readOnly"))
            {
                ReportAs("request-read-only-property-enum-value-removed", pair, scope, text);
            }
            else
            {
                Report(pair, scope, "enum-value-removed", text);
            }
        }

        foreach (var value in Missing(after, before))
        {
            var text = $"the value {Show(value)} is new among those listed.";
            if (!scope.IsRequest && !pair.IsWhole && pair.New.IsTrue("writeOnly"))
            {
                ReportAs("response-write-only-property-enum-value-added", pair, scope, text);
            }
            else
            {
                Report(pair, scope, "enum-value-added", text);
            }
        }
    }

    private static IEnumerable<SourceNode> Missing(SourceNode? from, SourceNode? among) =>
        (from?.Items ?? []).Where(value => !(among?.Items ?? []).Any(other => SchemaEquality.AreSameValues(value, other)));

    private void CheckConst(SchemaPair pair, SchemaScope scope)
    {
        var (before, after) = (pair.Before["const"], pair.After["const"]);
        if (before is null && after is not null)
        {
            Report(pair, scope, "const-added", $"only {Show(after)} is accepted now.");
        }
        else if (before is not null && after is null)
        {
            Report(pair, scope, "const-removed", $"need no longer be {Show(before)}.");
        }
        else if (before is not null && !SchemaEquality.AreSameValues(before, after!))
        {
            Report(pair, scope, "const-changed", $"the one value changed from {Show(before)} to {Show(after)}.");
        }
    }

    private void CheckDefault(SchemaPair pair, SchemaScope scope)
    {
        var (before, after) = (pair.Before["default"], pair.After["default"]);
        if (scope.IsParameter || (before is null && after is null) || (before is not null && after is not null && SchemaEquality.AreSameValues(before, after)))
        {
            return;
        }

        Report(pair, scope, before is null ? "default-value-added" : after is null ? "default-value-removed" : "default-value-changed", $"the default changed from {Show(before)} to {Show(after)}.");
    }
}
