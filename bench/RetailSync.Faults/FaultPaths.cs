namespace RetailSync.Faults;

/// <summary>Where things lie in the repository.</summary>
internal static class FaultPaths
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What the suite builds for itself.</summary>
    public static string Artifacts { get; } = Path.Combine(Root, "artifacts", "faults");

    /// <summary>The gateway with crash points.</summary>
    public static string Gateway { get; } = Path.Combine(Artifacts, "bin", "RetailSync.Gateway", "release", "RetailSync.Gateway.dll");

    /// <summary>The files of the landscape that the gateway runs with here.</summary>
    public static string Setup { get; } = Path.Combine(AppContext.BaseDirectory, "setup");

    /// <summary>The sources of the shim between the gateway and its disk.</summary>
    public static string Native { get; } = Path.Combine(AppContext.BaseDirectory, "native");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RetailSync.Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new FaultException($"{AppContext.BaseDirectory}: the suite runs inside the repository, because it builds a gateway of its own.");
    }
}
