using System.Collections.Frozen;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Checks that every <c>$ref</c> stays inside the document and leads somewhere. Files and addresses are never opened.</summary>
internal sealed class ReferenceCheck
{
    private readonly SourceDocument _document;
    private readonly ICollection<ConfigFault> _faults;
    private readonly FrozenSet<string> _nameMaps;
    private readonly FrozenSet<string> _data;
    private readonly List<(SourceNode Root, SourceNode Holder, SourceNode Reference)> _found = [];
    private readonly Dictionary<(SourceNode Root, string Reference), SourceNode?> _targets = [];
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    private ReferenceCheck(SourceDocument document, ICollection<ConfigFault> faults, FrozenSet<string> nameMaps, FrozenSet<string> data) =>
        (_document, _faults, _nameMaps, _data) = (document, faults, nameMaps, data);

    public static void Run(OpenApiScope scope) => Run(scope.Document, scope.Faults, OpenApiKeys.NameMaps, OpenApiKeys.Data);

    /// <summary>Checks a document of any kind.</summary>
    /// <param name="document">The document.</param>
    /// <param name="faults">Receives what is wrong.</param>
    /// <param name="nameMaps">Under these the next level's keys are names that the author chose.</param>
    /// <param name="data">Under these lies plain data, in which <c>$ref</c> means nothing.</param>
    public static void Run(SourceDocument document, ICollection<ConfigFault> faults, FrozenSet<string> nameMaps, FrozenSet<string> data)
    {
        var check = new ReferenceCheck(document, faults, nameMaps, data);
        check.Walk(document.Root, document.Root);
        foreach (var (root, holder, reference) in check._found)
        {
            check.Judge(root, holder, reference);
        }
    }

    private void Walk(SourceNode node, SourceNode root)
    {
        foreach (var item in node.ItemArray)
        {
            Walk(item, root);
        }

        // A schema with its own $id is a resource of its own: pointers inside it start there.
        root = HasId(node) ? node : root;
        foreach (ref readonly var member in node.MemberArray.AsSpan())
        {
            var (key, value) = (member.Key, member.Value);
            if (key is "$ref" or "$dynamicRef")
            {
                _found.Add((root, node, value));
            }
            else if (key is "$anchor" or "$dynamicAnchor")
            {
                _anchors.Add(value.Text);
            }
            else if (value.Kind == SourceKind.Mapping && _nameMaps.Contains(key))
            {
                foreach (ref readonly var named in value.MemberArray.AsSpan())
                {
                    Walk(named.Value, root);
                }
            }
            else if (value.Kind is SourceKind.Mapping or SourceKind.List && !IsData(key, value))
            {
                Walk(value, root);
            }
        }
    }

    // In turn: most are met once, and an index over their keys would outlive this.
    private static bool HasId(SourceNode node)
    {
        foreach (ref readonly var member in node.MemberArray.AsSpan())
        {
            if (member is { Key: "$id", Value.Kind: SourceKind.Text })
            {
                return true;
            }
        }

        return false;
    }

    private bool IsData(string key, SourceNode value) =>
        _data.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal) || (key == "examples" && value.Kind == SourceKind.List);

    private void Judge(SourceNode root, SourceNode holder, SourceNode reference)
    {
        if (reference.Kind != SourceKind.Text)
        {
            Fault(reference, $"'$ref' must be a text such as '#/components/schemas/Customer', but is {reference.Description}.");
        }
        else if (!reference.Text.StartsWith('#'))
        {
            Fault(reference, $"'{reference.Text}' points outside this file. Files and addresses are never opened: put what it names into this file, under components.");
        }
        else if (reference.Text.Length > 1 && reference.Text[1] != '/')
        {
            if (!_anchors.Contains(reference.Text[1..]))
            {
                Fault(reference, $"No '$anchor' in this file is called '{reference.Text[1..]}'.");
            }
        }
        else if (Find(root, reference.Text) is not { } target)
        {
            Fault(reference, $"'{reference.Text}' leads nowhere in this file.");
        }
        else if (target["$ref"] is not null && IsCircle(root, holder, target))
        {
            Fault(reference, $"'{reference.Text}' leads back to itself through references alone.");
        }
    }

    // Documents name the same few hundred components again and again.
    private SourceNode? Find(SourceNode root, string reference)
    {
        if (!_targets.TryGetValue((root, reference), out var target))
        {
            _targets[(root, reference)] = target = LocalReference.Find(root, reference);
        }

        return target;
    }

    private void Fault(SourceNode node, string message) => _faults.Add(new ConfigFault(_document.Locate(node), message));

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
