namespace RetailSync.Bench;

/// <summary>Where the programs lie that were built together with this one.</summary>
internal static class BenchPaths
{
    /// <summary>The configuration templates, copied beside this program.</summary>
    public static string Configs { get; } = Path.Combine(AppContext.BaseDirectory, "configs");

    /// <summary>The built assembly of a project of this repository.</summary>
    public static string Program(string project)
    {
        // artifacts/bin/<project>/<configuration>/<project>.dll
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
    }
}
