namespace RetailSync.Architecture.Projects;

/// <summary>Which project may reference which. Folders inside a project drift into cycles; projects cannot.</summary>
internal static class FloorRules
{
    private const string Abstractions = "RetailSync.Gateway.Abstractions";
    private const string Gateway = "RetailSync.Gateway";
    private const string Sandbox = "RetailSync.Sandbox";
    private const int Plugin = 2;

    private static readonly Dictionary<string, int> Floors = new(StringComparer.Ordinal)
    {
        [Abstractions] = 0,
        ["RetailSync.Contracts"] = 1,
        ["RetailSync.Store"] = 1,
        ["RetailSync.Events"] = 2,
        ["RetailSync.Catalog"] = 2,
        ["RetailSync.Policies"] = 2,
        ["RetailSync.Workflows"] = 2,
        ["RetailSync.Portal"] = 3,
        [Gateway] = 4,
        ["RetailSync.Cli"] = 5,
    };

    /// <summary>Every reference that goes up, sideways, into a plugin's neighbour, or to or from the sandbox.</summary>
    public static IEnumerable<string> Check(IEnumerable<Project> projects)
    {
        foreach (var project in projects.Where(project => !Reading.Repository.IsTestOrBench(project.Path)))
        {
            if (project.Name == Sandbox)
            {
                foreach (var reference in project.References)
                {
                    yield return $"{project.Path}: the sandbox stands alone, but references {reference}.";
                }
            }
            else if (FloorOf(project.Name) is not { } floor)
            {
                yield return $"{project.Path}: has no floor. Give {project.Name} one in FloorRules.cs and in the design.";
            }
            else
            {
                foreach (var fault in project.References.Select(reference => Judge(project, floor, reference)).OfType<string>())
                {
                    yield return fault;
                }
            }
        }
    }

    private static string? Judge(Project project, int floor, string reference)
    {
        if (reference == Sandbox)
        {
            return project.Name == Gateway ? null : $"{project.Path}: only the gateway program may reference the sandbox.";
        }

        if (IsPlugin(project.Name) && reference != Abstractions)
        {
            return $"{project.Path}: a plugin references {Abstractions} alone, but names {reference}.";
        }

        return FloorOf(reference) switch
        {
            null => $"{project.Path}: references {reference}, which has no floor (a test, or not one of ours).",
            var below when below < floor => null,
            var above => $"{project.Path}: floor {floor} references {reference} on floor {above}. Only lower floors are allowed; what crosses rooms goes into Abstractions.",
        };
    }

    private static bool IsPlugin(string name) => name.StartsWith("RetailSync.Plugins.", StringComparison.Ordinal);

    private static int? FloorOf(string name) => IsPlugin(name) ? Plugin : Floors.TryGetValue(name, out var floor) ? floor : null;
}
