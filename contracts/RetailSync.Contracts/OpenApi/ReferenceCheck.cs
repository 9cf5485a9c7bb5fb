using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Checks that every <c>$ref</c> stays inside the document and leads somewhere. Files and addresses are never opened.</summary>
internal sealed class ReferenceCheck
{
    private readonly OpenApiScope _scope;
    private readonly List<(SourceNode Root, SourceNode Holder, SourceNode Reference)> _found = [];
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    private ReferenceCheck(OpenApiScope scope) => _scope = scope;

    public static void Run(OpenApiScope scope)
    {
        var check = new ReferenceCheck(scope);
        check.Walk(scope.Document.Root, scope.Document.Root);
        foreach (var (root, holder, reference) in check._found)
        {
            check.Judge(root, holder, reference);
        }
    }

    private void Walk(SourceNode node, SourceNode root)
    {
        foreach (var item in node.Items)
        {
            Walk(item, root);
        }

        // A schema with its own $id is a resource of its own: pointers inside it start there.
        root = node["$id"] is { Kind: SourceKind.Text } ? node : root;
        foreach (var (key, _, _, value) in node.Members)
        {
            if (key is "$ref" or "$dynamicRef")
            {
                _found.Add((root, node, value));
            }
            else if (key is "$anchor" or "$dynamicAnchor")
            {
                _anchors.Add(value.Text);
            }
            else if (OpenApiKeys.NameMaps.Contains(key) && value.Kind == SourceKind.Mapping)
            {
                foreach (var named in value.Members)
                {
                    Walk(named.Value, root);
                }
            }
            else if (!IsData(key, value))
            {
                Walk(value, root);
            }
        }
    }

    private static bool IsData(string key, SourceNode value) =>
        OpenApiKeys.Data.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal) || (key == "examples" && value.Kind == SourceKind.List);

    private void Judge(SourceNode root, SourceNode holder, SourceNode reference)
    {
        if (reference.Kind != SourceKind.Text)
        {
            _scope.Fault(reference, $"'$ref' must be a text such as '#/components/schemas/Customer', but is {reference.Description}.");
        }
        else if (!reference.Text.StartsWith('#'))
        {
            _scope.Fault(reference, $"'{reference.Text}' points outside this file. Files and addresses are never opened: put what it names into this file, under components.");
        }
        else if (reference.Text.Length > 1 && reference.Text[1] != '/')
        {
            if (!_anchors.Contains(reference.Text[1..]))
            {
                _scope.Fault(reference, $"No '$anchor' in this file is called '{reference.Text[1..]}'.");
            }
        }
        else if (LocalReference.Find(root, reference.Text) is not { } target)
        {
            _scope.Fault(reference, $"'{reference.Text}' leads nowhere in this file.");
        }
        else if (IsCircle(root, holder, target))
        {
            _scope.Fault(reference, $"'{reference.Text}' leads back to itself through references alone.");
        }
    }

    private static bool IsCircle(SourceNode root, SourceNode holder, SourceNode target)
    {
        var seen = new HashSet<SourceNode>(ReferenceEqualityComparer.Instance) { holder };
        for (var next = target; ;)
        {
            if (!seen.Add(next))
            {
                return true;
            }

            if (next["$ref"] is not { Kind: SourceKind.Text } onward || LocalReference.Find(root, onward.Text) is not { } following)
            {
                return false;
            }

            next = following;
        }
    }
}
