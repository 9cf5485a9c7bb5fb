using System.Globalization;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <content>Schemas in lists: those of the same name are the same one, then those that say the same, then those of the same title; a last one on each side has changed.</content>
internal sealed partial class SchemaComparer
{
    private void CheckSubschemas(SchemaPair pair, SchemaScope scope)
    {
        var transition = Transition.Of(pair, equality, old, @new);
        foreach (var (keyword, name) in ((string, string)[])[("allOf", "all-of"), ("anyOf", "any-of"), ("oneOf", "one-of"), ("prefixItems", "prefix-items")])
        {
            if (keyword is "anyOf" or "oneOf" && (transition.IsListOfTypes || transition.IsOneOfWrapping))
            {
                continue;
            }

            var match = MatchOf(pair, keyword);
            ReportList(pair, scope, name, "added", match.Added, keyword, isOld: false);
            ReportList(pair, scope, name, "removed", match.Removed, keyword, isOld: true);
        }
    }

    private void ReportList(SchemaPair pair, SchemaScope scope, string name, string what, IReadOnlyList<Spot> spots, string keyword, bool isOld)
    {
        var plain = keyword == "allOf" ? spots.Where(spot => !SchemaFacts.IsAnnotationOnly(spot.Node)).ToList() : spots;
        if (plain.Count > 0)
        {
            Report(pair, scope, $"{name}-{what}", $"'{keyword}' has {Called(plain)} {(isOld ? "no longer" : "now")}.", isOld ? plain[0] : null, isOld ? null : plain[0]);
        }

        if (plain.Count < spots.Count)
        {
            Report(pair, scope, $"{name}-{what}-annotation-only", $"'{keyword}' has {(isOld ? "one description less" : "one more description")}.");
        }
    }

    private static string Called(IReadOnlyList<Spot> spots) =>
        string.Join(", ", spots.Select(spot => spot.Reference is { } reference ? $"'{reference[(reference.LastIndexOf('/') + 1)..]}'" : spot.Text("title") is { } title ? $"'{title}'" : $"number {int.Parse(spot.Pointer[(spot.Pointer.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture) + 1}"));

    private void CompareList(SchemaPair pair, SchemaScope scope, string keyword, Transition transition)
    {
        if (transition.IsListOfTypes && keyword is "anyOf" or "oneOf")
        {
            return;
        }

        foreach (var (before, after) in MatchOf(pair, keyword).Changed)
        {
            Walk(new SchemaPair(before, after, Join(pair.Path, $"{keyword}[{(after.Reference is { } reference ? reference[(reference.LastIndexOf('/') + 1)..] : after.Pointer[(after.Pointer.LastIndexOf('/') + 1)..])}]"), "", pair), scope);
        }
    }

    private ListMatch MatchOf(SchemaPair pair, string keyword) => Match(old.Items(pair.Old, keyword), @new.Items(pair.New, keyword));

    private ListMatch Match(IReadOnlyList<Spot> before, IReadOnlyList<Spot> after)
    {
        var (left, right, changed) = (before.ToList(), after.ToList(), new List<(Spot, Spot)>());
        Pair((one, other) => one.Reference is not null && one.Reference == other.Reference, keep: true);
        Pair((one, other) => one.Reference is null && other.Reference is null && equality.AreSame(one.Node, other.Node), keep: false);
        Pair((one, other) => one.Reference is null && other.Reference is null && one.Text("title") is { Length: > 0 } title && title == other.Text("title"), keep: true);
        var (first, second) = (left.Where(IsInline).ToList(), right.Where(IsInline).ToList());
        if (first.Count == 1 && second.Count == 1 && first[0].Text("title") is null && second[0].Text("title") is null)
        {
            changed.Add((first[0], second[0]));
            left.Remove(first[0]);
            right.Remove(second[0]);
        }

        return new ListMatch(right, left, changed);

        static bool IsInline(Spot spot) => spot.Reference is null;

        void Pair(Func<Spot, Spot, bool> belong, bool keep)
        {
            foreach (var one in left.ToList())
            {
                if (right.FirstOrDefault(other => belong(one, other)) is { } other)
                {
                    left.Remove(one);
                    right.Remove(other);
                    if (keep)
                    {
                        changed.Add((one, other));
                    }
                }
            }
        }
    }

    private sealed record ListMatch(IReadOnlyList<Spot> Added, IReadOnlyList<Spot> Removed, IReadOnlyList<(Spot Old, Spot New)> Changed);
}
