namespace RetailSync.Architecture.Reading;

/// <summary>The repository that these tests run in.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".vscode", ".idea", "artifacts", "bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts",
    };

    private static readonly HashSet<string> TextEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".yaml", ".yml", ".md", ".txt", ".sh", ".editorconfig", ".gitignore",
        ".proto", ".html", ".css", ".js", ".lua", ".xml", ".svg", "",
    };

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file, in the order of their paths. Build output and what git ignores under <c>data</c> are left out.</summary>
    public static IReadOnlyList<TextFile> Files { get; } =
        [.. Walk(new DirectoryInfo(Root)).Select(Read).OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Every C# file.</summary>
    public static IReadOnlyList<TextFile> Sources { get; } = [.. Files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>Every C# file outside tests and bench.</summary>
    public static IReadOnlyList<TextFile> ProductSources { get; } = [.. Sources.Where(file => !IsTestOrBench(file.Path))];

    /// <summary>Every project file.</summary>
    public static IReadOnlyList<TextFile> Projects { get; } = [.. Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal))];

    /// <summary>The file at a path, or a failed test that says which file is missing.</summary>
    public static TextFile File(string path)
    {
        var file = Files.FirstOrDefault(file => file.Path == path);
        Assert.True(file is not null, $"{path} is missing.");
        return file;
    }

    /// <summary>Whether something stands at this path, a file or a folder.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>Whether a path belongs to tests or bench.</summary>
    public static bool IsTestOrBench(string path) =>
        path.StartsWith("tests/", StringComparison.Ordinal) || path.StartsWith("bench/", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "RetailSync.Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds RetailSync.Gateway.sln.");
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is not null || NotOurs.Contains(entry.Name))
            {
                continue;
            }

            if (entry is FileInfo file && TextEndings.Contains(file.Extension))
            {
                yield return file;
            }
            else if (entry is DirectoryInfo inner && inner.FullName != Path.Combine(Root, "data"))
            {
                foreach (var found in Walk(inner))
                {
                    yield return found;
                }
            }
        }
    }

    private static TextFile Read(FileInfo file) =>
        new(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), System.IO.File.ReadAllText(file.FullName));
}
