
namespace RetailSync.Contracts.Compare.OpenApi;

/// <content>Properties: there or not, required or not, who may write and read them.</content>
internal sealed partial class SchemaComparer
{
    private void CheckRequired(SchemaPair pair, SchemaScope scope)
    {
        var (before, after) = (pair.Old.Texts("required").ToHashSet(), pair.New.Texts("required").ToHashSet());
        foreach (var name in after.Except(before).Concat(before.Except(after)).ToList())
        {
            if (old.Below(pair.Old, "properties", name) is not { } was || @new.Below(pair.New, "properties", name) is not { } @is)
            {
                continue;
            }

            var property = new SchemaPair(was, @is, Join(pair.Path, name), name, pair);
            CheckRequired(property, scope, after.Contains(name));
        }
    }

    private void CheckRequired(SchemaPair property, SchemaScope scope, bool isRequired)
    {
        var text = isRequired ? "became required." : "became optional.";
        if (scope.IsParameter)
        {
            if (isRequired && IsHeader(scope) && !property.New.IsTrue("readOnly"))
            {
                ReportAs("request-header-property-became-required", property, scope, text);
            }
        }
        else if (!scope.IsRequest)
        {
            ReportAs(property.New.IsTrue("writeOnly") ? $"response-write-only-property-became-{(isRequired ? "required" : "optional")}" : $"response-property-became-{(isRequired ? "required" : "optional")}", property, scope, text);
        }
        else if (!property.New.IsTrue("readOnly"))
        {
            Report(property, scope, !isRequired ? "became-optional" : property.After["default"] is null ? "became-required" : "became-required-with-default", text);
        }
    }

    private void CheckProperties(SchemaPair pair, SchemaScope scope, Transition transition)
    {
        var (before, after) = (pair.Old.Keys("properties").ToHashSet(), pair.New.Keys("properties").ToHashSet());
        foreach (var name in before.Except(after).Where(name => !transition.Moved.Contains(name)))
        {
            var property = new SchemaPair(old.Below(pair.Old, "properties", name)!, pair.New, Join(pair.Path, name), name, pair);
            CheckRemoved(property, scope, pair.Old.Texts("required").Contains(name));
        }

        foreach (var name in after.Except(before))
        {
            var property = new SchemaPair(pair.Old, @new.Below(pair.New, "properties", name)!, Join(pair.Path, name), name, pair);
            CheckAdded(property, scope, pair.New.Texts("required").Contains(name));
        }
    }

    private void CheckRemoved(SchemaPair property, SchemaScope scope, bool wasRequired)
    {
        if (scope.IsParameter || (scope.IsRequest && property.Old.IsTrue("readOnly")))
        {
            return;
        }

        var id = scope.IsRequest ? "request-property-removed"
            : $"response-{(wasRequired ? "required" : "optional")}-{(property.Old.IsTrue("writeOnly") ? "write-only-" : "")}property-removed";
        sink.Add(id, scope.Operation, scope.Direction, $"{scope.Subject}#{property.Path}", $"{Subject(property, scope)} the property is gone.", property.Old, null);
    }

    private void CheckAdded(SchemaPair property, SchemaScope scope, bool isRequired)
    {
        var isReadOnly = property.New.IsTrue("readOnly");
        var hasDefault = property.After["default"] is not null;
        var id = scope switch
        {
            { IsParameter: true } => isRequired && IsHeader(scope) && !isReadOnly ? "new-required-request-header-property" : "",
            { IsRequest: true } => isReadOnly ? "" : !isRequired ? "new-optional-request-property" : hasDefault ? "new-required-request-property-with-default" : "new-required-request-property",
            _ => $"response-{(isRequired ? "required" : "optional")}-{(property.New.IsTrue("writeOnly") ? "write-only-" : "")}property-added",
        };
        sink.Add(id, scope.Operation, scope.Direction, $"{scope.Subject}#{property.Path}", $"{Subject(property, scope)} the property is new{(isRequired ? ", and required" : "")}.", null, property.New);
    }

    private void CheckAccess(SchemaPair pair, SchemaScope scope)
    {
        if (scope.IsParameter || pair.Name.Length == 0 || pair.Parent is not { } parent || parent.After["properties"]?[pair.Name] is null)
        {
            return;
        }

        var side = scope.IsRequest ? "request" : "response";
        var isRequired = (scope.IsRequest ? parent.New : parent.Old).Texts("required").Contains(pair.Name);
        foreach (var (keyword, name) in ((string, string)[])[("writeOnly", "write-only"), ("readOnly", "read-only")])
        {
            if (pair.Old.IsTrue(keyword) != pair.New.IsTrue(keyword))
            {
                ReportAs($"{side}-{(isRequired ? "required" : "optional")}-property-became-{(pair.New.IsTrue(keyword) ? "" : "not-")}{name}", pair, scope, pair.New.IsTrue(keyword) ? $"became {name}." : $"is no longer {name}.");
            }
        }
    }

    private void CheckLifecycle(SchemaPair pair, SchemaScope scope)
    {
        if (!scope.IsParameter)
        {
            var side = scope.IsRequest ? "request-property" : "response-property";
            Lifecycle.CompareProperty(pair.Old, pair.New, options, (name, text) => ReportAs($"{side}-{name}", pair, scope, text));
        }
    }

    private static bool IsHeader(SchemaScope scope) => scope.Subject.StartsWith("the header", StringComparison.Ordinal);
}
