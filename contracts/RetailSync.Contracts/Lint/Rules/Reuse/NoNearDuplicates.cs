using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Reuse;

/// <summary>A schema that nearly repeats a shared one refers to it.</summary>
internal sealed class NoNearDuplicates : ILintRule
{
    private const int FewestProperties = 4;
    private const int MostCandidates = 100;

    /// <inheritdoc/>
    public string Why => "Copies drift apart: the check that was added to one is missing in the other.";

    /// <inheritdoc/>
    public string Fix => "Refer to the shared schema with $ref, and put what differs beside it with allOf.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var shared = document.Components("schemas").Select((component, position) => new Shared(component.Member, ShapeOf(component.Member.Value), position)).Where(each => each.Shape.Count >= FewestProperties).ToList();
        var places = new Dictionary<SourceNode, int>(ReferenceEqualityComparer.Instance);
        shared.ForEach(each => places[each.Member.Value] = each.Position);
        var byProperty = shared.SelectMany(each => each.Shape.Select(property => (property, each))).ToLookup(pair => pair.property, pair => pair.each);
        foreach (var schema in document.Schemas.All)
        {
            var shape = ShapeOf(schema.Node);

            // Among components the later one repeats the earlier.
            var before = places.TryGetValue(schema.Node, out var own) ? own : int.MaxValue;
            if (shape.Count >= FewestProperties && Candidates(shape, byProperty).FirstOrDefault(each => each.Position < before && IsNear(each.Shape, shape)) is { } twin)
            {
                var all = shape.Union(twin.Shape).Select(each => each.Name).Distinct().Count();
                yield return new Remark(schema.Pointer, schema.Node, $"It nearly repeats the shared schema '{twin.Member.Key}': {shape.Count(twin.Shape.Contains)} of {all} properties are the same.");
            }
        }
    }

    // A near duplicate has one of these, since so few may differ.
    private static IEnumerable<Shared> Candidates(HashSet<(string Name, string Type)> shape, ILookup<(string Name, string Type), Shared> byProperty) =>
        shape.Take((shape.Count / 10) + 1).SelectMany(property => byProperty[property].Take(MostCandidates)).Distinct();

    // At most one property in ten may differ. Pairs such as Order and OrderInput differ in more, and are meant to.
    private static bool IsNear(HashSet<(string Name, string Type)> one, HashSet<(string Name, string Type)> other)
    {
        var same = one.Count(other.Contains);
        return same * 10 >= Math.Max(one.Count, other.Count) * 9;
    }

    private static HashSet<(string Name, string Type)> ShapeOf(SourceNode schema) =>
        [.. (schema["properties"]?.Members ?? []).Select(member => (member.Key, TypeOf(member.Value)))];

    private static string TypeOf(SourceNode schema) =>
        schema["$ref"]?.Text ?? $"{schema["type"]?.Text} {schema["format"]?.Text} {(schema["items"] is { } items ? items["$ref"]?.Text ?? items["type"]?.Text : "")}";

    private sealed record Shared(SourceMember Member, HashSet<(string Name, string Type)> Shape, int Position);
}
