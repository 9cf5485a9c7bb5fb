using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>One change of shape that shows in several keywords at once, and is reported as the one that it is.</summary>
/// <param name="IsNullWrapping">A schema became an alternative beside null, or the other way round.</param>
/// <param name="IsOneOfWrapping">An object became several alternatives that have its properties.</param>
/// <param name="Moved">The properties that moved into the alternatives.</param>
/// <param name="TypesBefore">The types, when one side lists them as alternatives; null otherwise.</param>
/// <param name="TypesAfter">The types of the new side.</param>
internal sealed record Transition(bool IsNullWrapping, bool IsOneOfWrapping, IReadOnlySet<string> Moved, IReadOnlyList<string>? TypesBefore, IReadOnlyList<string>? TypesAfter)
{
    private static readonly Transition None = new(false, false, new HashSet<string>(), null, null);

    /// <summary>Whether types moved between <c>type</c> and alternatives.</summary>
    public bool IsListOfTypes => TypesBefore is not null;

    public static Transition Of(SchemaPair pair, SchemaEquality equality, Side old, Side @new)
    {
        if (IsWrapped(pair.Before, pair.After, (plain, wrapped) => equality.AreSame(plain, wrapped)) || IsWrapped(pair.After, pair.Before, (plain, wrapped) => equality.AreSame(wrapped, plain)))
        {
            return None with { IsNullWrapping = true };
        }

        if (MovedInto(pair, @new) is { Count: > 0 } moved)
        {
            return None with { IsOneOfWrapping = true, Moved = moved };
        }

        var (before, after) = (Pattern(pair.Before, old), Pattern(pair.After, @new));
        return before is not null && after is not null && (before.Value.IsList || after.Value.IsList) && !before.Value.Types.ToHashSet().SetEquals(after.Value.Types)
            ? None with { TypesBefore = before.Value.Types, TypesAfter = after.Value.Types }
            : None;
    }

    private static bool IsWrapped(SourceNode plain, SourceNode wrapped, Func<SourceNode, SourceNode, bool> areSame)
    {
        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            if (plain[keyword] is null && !SchemaFacts.IsNullable(plain) && wrapped[keyword]?.Items is [var first, var second] && wrapped.Members.Count(member => !SchemaFacts.IsAnnotation(member.Key)) == 1)
            {
                var (bare, other) = IsBareNull(first) ? (first, second) : (second, first);
                return IsBareNull(bare) && areSame(plain, other);
            }
        }

        return false;
    }

    private static bool IsBareNull(SourceNode schema) => SchemaFacts.Types(schema) is ["null"] && SchemaFacts.IsTypeOnly(schema);

    private static HashSet<string>? MovedInto(SchemaPair pair, Side @new)
    {
        var properties = pair.Before["properties"]?.Members ?? [];
        if (properties.Count == 0 || pair.Before["oneOf"] is not null || pair.After["oneOf"] is null || pair.After["properties"] is not null || pair.After["type"] is not null)
        {
            return null;
        }

        var alternatives = pair.After["oneOf"]!.Items.Select(alternative => @new.Follow(alternative, out _)).ToList();
        return [.. properties.Select(member => member.Key).Where(name => alternatives.Any(alternative => alternative["properties"]?[name] is not null))];
    }

    private static (IReadOnlyList<string> Types, bool IsList)? Pattern(SourceNode schema, Side side)
    {
        if (schema["not"] is not null || schema["allOf"] is not null || schema["properties"] is not null)
        {
            return null;
        }

        if (SchemaFacts.Types(schema) is { Count: > 0 } types)
        {
            return ([types[0]], false);
        }

        List<SourceNode> branches = [.. (schema["oneOf"]?.Items ?? schema["anyOf"]?.Items ?? []).Select(branch => side.Follow(branch, out _))];
        return branches.Count > 0 && branches.All(IsSimple) ? ([.. branches.Select(branch => SchemaFacts.Types(branch)[0])], true) : null;
    }

    private static bool IsSimple(SourceNode branch) =>
        SchemaFacts.TypesButNull(branch).Count + (SchemaFacts.Types(branch) is ["null"] ? 1 : 0) == 1 && branch["properties"] is null && branch["oneOf"] is null && branch["anyOf"] is null && branch["allOf"] is null;
}
