using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Compares two schemas and all below them. Not thread-safe.</summary>
internal sealed partial class SchemaComparer(Side old, Side @new, ChangeSink sink, SchemaEquality equality, ComparisonOptions options)
{
    private const int Deepest = 200;

    // Schemas can lead to one another in more ways than anybody can walk.
    private const int MostPairs = 300_000;

    // Keywords with one schema below each.
    private static readonly string[] Singles = ["items", "additionalProperties", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "if", "then", "else", "contentSchema"];
    private static readonly string[] Named = ["patternProperties", "dependentSchemas"];

    private readonly HashSet<(SourceNode, SourceNode)> _open = [];
    private int _walked;

    /// <summary>Compares two schemas; nothing is said when one of them is not there.</summary>
    public void Compare(Spot? before, Spot? after, SchemaScope scope)
    {
        if (before is not null && after is not null)
        {
            Walk(new SchemaPair(before, after, "", "", null), scope);
        }
    }

    private void Walk(SchemaPair pair, SchemaScope scope)
    {
        if (pair.Before.Kind != SourceKind.Mapping || pair.After.Kind != SourceKind.Mapping || equality.AreSame(pair.Before, pair.After) || !MayEnter(scope) || !_open.Add((pair.Before, pair.After)))
        {
            return;
        }

        var transition = Transition.Of(pair, equality, old, @new);
        CheckNullability(pair, scope, transition);
        if (!transition.IsNullWrapping)
        {
            CheckAll(pair, scope, transition);
            WalkBelow(pair, scope, transition);
        }

        _open.Remove((pair.Before, pair.After));
    }

    // What is different and not looked at is said: a gate must not take it for harmless.
    private bool MayEnter(SchemaScope scope)
    {
        if (_open.Count >= Deepest)
        {
            sink.Doubt($"The schemas of {scope.Operation.Name} are nested more than {Deepest} deep; what differs below was not compared.");
            return false;
        }

        if (++_walked > MostPairs)
        {
            sink.Doubt($"The schemas are so entangled that more than {MostPairs} pairs would have to be compared; the rest was not.");
            return false;
        }

        return true;
    }

    private void CheckAll(SchemaPair pair, SchemaScope scope, Transition transition)
    {
        CheckType(pair, scope, transition);
        CheckValues(pair, scope);
        CheckBounds(pair, scope);
        CheckPattern(pair, scope);
        CheckSubschemas(pair, scope);
        CheckDiscriminator(pair, scope);
        if (!pair.IsWhole)
        {
            CheckLifecycle(pair, scope);
            CheckAccess(pair, scope);
        }

        CheckRequired(pair, scope);
        CheckProperties(pair, scope, transition);
    }

    private void WalkBelow(SchemaPair pair, SchemaScope scope, Transition transition)
    {
        foreach (var keyword in (string[])["allOf", "anyOf", "oneOf", "prefixItems"])
        {
            CompareList(pair, scope, keyword, transition);
        }

        foreach (var keyword in Singles)
        {
            Descend(pair, scope, [keyword], keyword);
        }

        foreach (var (name, _) in old.Members(old.Below(pair.Old, "properties")))
        {
            if (old.Below(pair.Old, "properties", name) is { } before && @new.Below(pair.New, "properties", name) is { } after)
            {
                Walk(new SchemaPair(before, after, Join(pair.Path, name), name, pair), scope);
            }
        }

        foreach (var keyword in Named)
        {
            foreach (var name in pair.Old.Keys(keyword))
            {
                Descend(pair, scope, [keyword, name], $"{keyword}[{name}]");
            }
        }
    }

    private void Descend(SchemaPair pair, SchemaScope scope, string[] steps, string segment)
    {
        if (old.Below(pair.Old, steps) is { } before && @new.Below(pair.New, steps) is { } after)
        {
            Walk(new SchemaPair(before, after, Join(pair.Path, segment), "", pair), scope);
        }
    }

    private bool Report(SchemaPair pair, SchemaScope scope, string name, string text, Spot? before = null, Spot? after = null) =>
        ReportAs($"{(pair.IsWhole ? scope.Body : scope.Property)}-{name}", pair, scope, text, before, after);

    private bool ReportAs(string id, SchemaPair pair, SchemaScope scope, string text, Spot? before = null, Spot? after = null) =>
        sink.Add(id, scope.Operation, scope.Direction, $"{scope.Subject}#{pair.Path}", $"{Subject(pair, scope)} {text}", before ?? pair.Old, after ?? pair.New);

    private static string Subject(SchemaPair pair, SchemaScope scope) => pair.IsWhole ? $"{char.ToUpperInvariant(scope.Subject[0])}{scope.Subject[1..]}:" : $"'{pair.Path}' in {scope.Subject}:";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    private static string Show(SourceNode? node) => node switch
    {
        null => "nothing",
        { Kind: SourceKind.Mapping } => "an object",
        { Kind: SourceKind.List } => $"[{string.Join(", ", node.Items.Select(Show))}]",
        _ => $"'{node.Text}'",
    };
}
