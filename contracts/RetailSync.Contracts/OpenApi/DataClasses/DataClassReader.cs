using System.Collections.Frozen;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.DataClasses;

/// <summary>
/// Finds the names of an operation's parameters and properties whose values must be masked: <c>x-data-class</c> on a parameter or schema. One contract, one thread.
/// </summary>
internal sealed class DataClassReader
{
    private const string Keyword = "x-data-class";
    private const string Known = "public, personal, sensitive and secret";

    private readonly SourceDocument _document;
    private readonly ICollection<ConfigFault> _faults;
    private readonly Dictionary<SourceNode, IReadOnlySet<string>> _names = new(ReferenceEqualityComparer.Instance);

    private DataClassReader(SourceDocument document, ICollection<ConfigFault> faults) => (_document, _faults) = (document, faults);

    /// <summary>The same operations with <see cref="Operation.SensitiveNames"/>. Classes that are none go to the faults.</summary>
    public static IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> Attach(
        SourceDocument document, IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> paths, ICollection<ConfigFault> faults)
    {
        var reader = new DataClassReader(document, faults);

        // Most contracts of others have no classes; those are looked through once only.
        if (!reader.Check(document.Root) || new DocumentPlace(document.Root, document.Root, "").Down("paths") is not { } all)
        {
            return paths;
        }

        return [.. paths.Select(path => (path.Template, (IReadOnlyList<Operation>)[.. path.Operations.Select(operation => reader.Attach(operation, all.Down(path.Template.Text)))]))];
    }

    // Whether there is any class; says of each that is none.
    private bool Check(SourceNode node)
    {
        var isAny = false;
        foreach (var item in node.Items)
        {
            isAny |= Check(item);
        }

        foreach (var member in node.Members)
        {
            if (OpenApiKeys.NameMaps.Contains(member.Key) && member.Value.Kind == SourceKind.Mapping)
            {
                // The keys here are names that the author chose.
                foreach (var named in member.Value.Members)
                {
                    isAny |= Check(named.Value);
                }
            }
            else if (member.Key == Keyword)
            {
                isAny = true;
                if (member.Value.Kind != SourceKind.Text || member.Value.Text is not ("public" or "personal" or "sensitive" or "secret"))
                {
                    _faults.Add(new ConfigFault(_document.Locate(member.Value), $"'{Keyword}' must be one of {Known}, but is {member.Value.Description}{(member.Value.Text.Length is > 0 and < 50 ? $" ({member.Value.Text})" : "")}."));
                }
            }
            else if (!OpenApiKeys.Data.Contains(member.Key))
            {
                isAny |= Check(member.Value);
            }
        }

        return isAny;
    }

    private Operation Attach(Operation operation, DocumentPlace? item)
    {
        if (item is not { } pathItem || (pathItem.Down(operation.Method.ToLowerInvariant()) ?? pathItem.Down("additionalOperations")?.Down(operation.Method)) is not { } place)
        {
            return operation;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in (pathItem.Down("parameters")?.Items() ?? []).Concat(place.Down("parameters")?.Items() ?? []))
        {
            AddParameter(parameter, names);
        }

        AddContent(place.Down("requestBody"), names);
        foreach (var (_, response) in place.Down("responses")?.Members() ?? [])
        {
            AddContent(response, names);
        }

        return names.Count == 0 ? operation : operation with { SensitiveNames = names.ToFrozenSet(StringComparer.Ordinal) };
    }

    private void AddParameter(DocumentPlace parameter, HashSet<string> names)
    {
        var schemas = new[] { parameter.Node["schema"] }.Concat((parameter.Down("content")?.Members() ?? []).Select(media => media.Place.Node["schema"])).OfType<SourceNode>().ToList();
        var isSensitive = ClassOf(parameter.Node) ?? schemas.Exists(schema => SensitiveSchema.IsSensitive(_document.Root, schema));
        if (isSensitive && parameter.Node["name"] is { Kind: SourceKind.Text } name)
        {
            names.Add(name.Text);
        }

        schemas.ForEach(schema => names.UnionWith(NamesOf(schema)));
    }

    private void AddContent(DocumentPlace? holder, HashSet<string> names)
    {
        foreach (var (_, media) in holder?.Down("content")?.Members() ?? [])
        {
            foreach (var schema in new[] { media.Node["schema"], media.Node["itemSchema"] }.OfType<SourceNode>())
            {
                names.UnionWith(NamesOf(schema));
            }
        }
    }

    private IReadOnlySet<string> NamesOf(SourceNode schema)
    {
        if (!_names.TryGetValue(schema, out var names))
        {
            var found = new SensitiveSchema(_document.Root);
            _names[schema] = names = found.Names(schema);
            if (found.IsTooMuch)
            {
                _faults.Add(new ConfigFault(_document.Locate(schema), $"What is in this schema is too much to find what '{Keyword}' says: more than {SensitiveSchema.MaxSteps} schemas, or more than {SensitiveSchema.MaxNames} names."));
            }
        }

        return names;
    }

    /// <summary>What a schema or parameter says itself: whether its value is masked; null when it says nothing.</summary>
    public static bool? ClassOf(SourceNode node) => node[Keyword] is { Kind: SourceKind.Text } value ? value.Text != "public" : null;
}
