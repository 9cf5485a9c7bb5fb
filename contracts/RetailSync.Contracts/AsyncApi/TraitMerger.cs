using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Applies traits (AsyncAPI 3.1, "Traits Merge Mechanism"): JSON Merge Patch (RFC 7386) in order, and what the object says itself stays.</summary>
internal sealed class TraitMerger(AsyncApiScope scope)
{
    private const int MaxDepth = 64;

    /// <summary>The object with its traits applied and <c>traits</c> gone; the same node when there are none.</summary>
    /// <param name="target">The object.</param>
    /// <param name="what">How a message calls a trait of it.</param>
    /// <param name="keys">What a trait may have.</param>
    public SourceNode Apply(DocumentPlace target, string what, string[] keys)
    {
        if (target.Node["traits"] is not { } traits)
        {
            return target.Node;
        }

        if (traits.Kind != SourceKind.List)
        {
            scope.Fault(traits, $"'traits' must be a list, but is {traits.Description}.");
            return target.Node;
        }

        SourceNode? patched = null;
        foreach (var trait in traits.Items.Select(Follow).OfType<SourceNode>())
        {
            if (scope.Open(trait, what, keys) is not null)
            {
                patched = Patch(patched, trait, 0);
            }
        }

        var own = new SourceNode([.. target.Node.Members.Where(member => member.Key != "traits")], target.Node.Line, target.Node.Column);
        return patched is null ? own : Keep(own, patched, 0);
    }

    // RFC 7386, section 2: null takes away, a mapping is merged, all else replaces.
    private SourceNode Patch(SourceNode? target, SourceNode patch, int depth)
    {
        if (patch.Kind != SourceKind.Mapping || depth > MaxDepth)
        {
            return patch;
        }

        if (Follow(patch) is not { Kind: SourceKind.Mapping } followed)
        {
            return patch;
        }

        if (target is null)
        {
            return patch;
        }

        var merged = new Dictionary<string, SourceMember>(StringComparer.Ordinal);
        foreach (var member in (Follow(target) ?? target).Members)
        {
            merged[member.Key] = member;
        }

        foreach (var member in followed.Members)
        {
            if (member.Value.Kind == SourceKind.Null)
            {
                merged.Remove(member.Key);
            }
            else
            {
                merged[member.Key] = merged.TryGetValue(member.Key, out var before) ? member with { Value = Patch(before.Value, member.Value, depth + 1) } : member;
            }
        }

        return new SourceNode([.. merged.Values], patch.Line, patch.Column);
    }

    // What the object has stays; mappings on both sides are put together.
    private SourceNode Keep(SourceNode own, SourceNode added, int depth)
    {
        if (depth > MaxDepth || Follow(own) is not { Kind: SourceKind.Mapping } target || Follow(added) is not { Kind: SourceKind.Mapping } patch)
        {
            return own;
        }

        List<SourceMember> members = [];
        foreach (var member in target.Members)
        {
            members.Add(patch[member.Key] is { } other ? member with { Value = Keep(member.Value, other, depth + 1) } : member);
        }

        members.AddRange(patch.Members.Where(member => member.Value.Kind != SourceKind.Null && target[member.Key] is null));
        return new SourceNode(members, own.Line, own.Column);
    }

    // A reference that stands in the way of a merge is followed; one that leads nowhere is reported by the check of references.
    private SourceNode? Follow(SourceNode node) => DocumentPlace.Follow(new DocumentPlace(scope.Document.Root, node, ""))?.Node;
}
