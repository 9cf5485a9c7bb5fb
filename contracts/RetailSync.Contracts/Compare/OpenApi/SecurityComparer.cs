using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Compares security requirements.</summary>
internal static class SecurityComparer
{
    /// <summary>Compares two lists of requirements; ids come without what they start with.</summary>
    public static void Compare(SourceNode? before, SourceNode? after, Action<string, string> report)
    {
        var (was, @is) = (Requirements(before), Requirements(after));
        foreach (var name in was.Keys.Except(@is.Keys).Where(name => name.Length > 0))
        {
            report("removed", $"The security scheme {name} is no longer asked for.");
        }

        foreach (var name in @is.Keys.Except(was.Keys).Where(name => name.Length > 0))
        {
            report("added", $"The security scheme {name} is asked for now.");
        }

        foreach (var name in was.Keys.Intersect(@is.Keys))
        {
            foreach (var scope in was[name].Except(@is[name]))
            {
                report("scope-removed", $"The scope '{scope}' of {name} is no longer asked for.");
            }

            foreach (var scope in @is[name].Except(was[name]))
            {
                report("scope-added", $"The scope '{scope}' of {name} is asked for now.");
            }
        }
    }

    private static Dictionary<string, HashSet<string>> Requirements(SourceNode? list)
    {
        var found = new Dictionary<string, HashSet<string>>();
        foreach (var requirement in list?.Items ?? [])
        {
            var name = string.Join(" AND ", requirement.Members.Select(member => member.Key).Order(StringComparer.Ordinal));
            found[name] = [.. requirement.Members.SelectMany(member => member.Value.Items).Select(scope => scope.Text)];
        }

        return found;
    }
}
