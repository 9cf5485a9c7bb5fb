
namespace RetailSync.Contracts.Compare.OpenApi;

/// <content>Bounds, sizes, patterns, and keywords that are there or not.</content>
internal sealed partial class SchemaComparer
{
    // Keyword, what ids call it, and whether a larger value accepts less.
    private static readonly (string Keyword, string Name)[] Bounds =
    [
        ("maximum", "max"), ("exclusiveMaximum", "exclusive-max"), ("minimum", "min"), ("exclusiveMinimum", "exclusive-min"), ("maxLength", "max-length"), ("minLength", "min-length"),
        ("maxItems", "max-items"), ("minItems", "min-items"), ("minContains", "min-contains"), ("maxContains", "max-contains"),
    ];

    private static readonly (string Keyword, string Name)[] Presences =
    [
        ("if", "if"), ("then", "then"), ("else", "else"), ("contains", "contains"), ("propertyNames", "property-names"), ("unevaluatedItems", "unevaluated-items"),
        ("unevaluatedProperties", "unevaluated-properties"), ("contentSchema", "content-schema"),
    ];

    private void CheckBounds(SchemaPair pair, SchemaScope scope)
    {
        foreach (var (keyword, name) in Bounds)
        {
            CheckBound(pair, scope, keyword, name);
        }

        foreach (var (keyword, name) in Presences)
        {
            var (before, after) = (pair.Before[keyword], pair.After[keyword]);
            if ((before is null) != (after is null))
            {
                Report(pair, scope, before is null ? $"{name}-added" : $"{name}-removed", before is null ? $"'{keyword}' is new." : $"'{keyword}' is gone.");
            }
        }

        foreach (var (keyword, name) in ((string, string)[])[("contentMediaType", "content-media-type-changed"), ("contentEncoding", "content-encoding-changed")])
        {
            if (pair.Old.Text(keyword) != pair.New.Text(keyword))
            {
                Report(pair, scope, name, $"'{keyword}' changed from {Show(pair.Before[keyword])} to {Show(pair.After[keyword])}.");
            }
        }

        CheckMembers(pair, scope, "patternProperties", "pattern-property");
        CheckMembers(pair, scope, "dependentSchemas", "dependent-schema");
        CheckMembers(pair, scope, "dependentRequired", "dependent-required");
    }

    private void CheckBound(SchemaPair pair, SchemaScope scope, string keyword, string name)
    {
        var (before, after) = (SchemaFacts.Bound(pair.Before, keyword), SchemaFacts.Bound(pair.After, keyword));
        if (keyword is "minLength" or "minItems")
        {
            (before, after) = (before ?? "0", after ?? "0");
        }

        if (before == after || (before is not null && after is not null && SchemaFacts.Order(before, after) == 0))
        {
            return;
        }

        var text = $"'{keyword}' changed from {before ?? "none"} to {after ?? "none"}.";
        if (!scope.IsRequest && !pair.IsWhole && pair.New.IsTrue("writeOnly"))
        {
            return;
        }

        var isReadOnly = scope.IsRequest && !pair.IsWhole && pair.New.IsTrue("readOnly");
        var what = before is null ? "set" : after is null ? "unset" : SchemaFacts.Order(before, after) < 0 ? "increased" : "decreased";
        if (!isReadOnly)
        {
            Report(pair, scope, $"{name}-{what}", text);
        }
        else if (!ReportAs($"request-read-only-property-{name}-{what}", pair, scope, text) && what is not "set" && keyword != "minItems")
        {
            Report(pair, scope, $"{name}-{what}", text);
        }
    }

    private void CheckPattern(SchemaPair pair, SchemaScope scope)
    {
        var (before, after) = (pair.Old.Text("pattern") ?? "", pair.New.Text("pattern") ?? "");
        if (before != after)
        {
            var name = after.Length == 0 ? "pattern-removed" : before.Length == 0 ? "pattern-added" : after == ".*" && scope.IsRequest ? "pattern-generalized" : "pattern-changed";
            Report(pair, scope, name, $"the pattern changed from {(before.Length == 0 ? "none" : $"'{before}'")} to {(after.Length == 0 ? "none" : $"'{after}'")}.");
        }
    }

    private void CheckMembers(SchemaPair pair, SchemaScope scope, string keyword, string name)
    {
        var (before, after) = (pair.Old.Keys(keyword).ToList(), pair.New.Keys(keyword).ToList());
        foreach (var key in after.Except(before))
        {
            Report(pair, scope, $"{name}-added", $"'{keyword}' has '{key}' now.");
        }

        foreach (var key in before.Except(after))
        {
            Report(pair, scope, $"{name}-removed", $"'{keyword}' has '{key}' no longer.");
        }

        foreach (var key in before.Intersect(after).Where(key => !equality.AreSame(pair.Before[keyword]![key]!, pair.After[keyword]![key]!, "required")))
        {
            Report(pair, scope, $"{name}-changed", $"'{keyword}' of '{key}' changed.");
        }
    }

    private void CheckDiscriminator(SchemaPair pair, SchemaScope scope)
    {
        var (before, after) = (pair.Before["discriminator"], pair.After["discriminator"]);
        if (before is null || after is null)
        {
            if (before is not null || after is not null)
            {
                Report(pair, scope, before is null ? "discriminator-added" : "discriminator-removed", before is null ? "a discriminator is new." : "the discriminator is gone.");
            }

            return;
        }

        if (before["propertyName"]?.Text != after["propertyName"]?.Text)
        {
            Report(pair, scope, "discriminator-property-name-changed", $"the discriminator is {Show(after["propertyName"])} now, not {Show(before["propertyName"])}.");
        }

        foreach (var member in (before["mapping"]?.Members ?? []).Where(member => after["mapping"]?[member.Key] is null))
        {
            Report(pair, scope, "discriminator-mapping-deleted", $"the discriminator maps '{member.Key}' no longer.");
        }

        foreach (var member in after["mapping"]?.Members ?? [])
        {
            var known = before["mapping"]?[member.Key];
            if (known?.Text != member.Value.Text)
            {
                Report(pair, scope, known is null ? "discriminator-mapping-added" : "discriminator-mapping-changed", $"the discriminator maps '{member.Key}' to {Show(member.Value)} now.");
            }
        }
    }
}
