using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Contracts.Tests.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.RealDocuments;

/// <summary>An OpenAPI document that somebody else has published, read as far as it goes.</summary>
internal sealed class RealDocument
{
    private RealDocument(string file, SourceDocument? source, IReadOnlyList<ConfigFault> faults)
    {
        (File, Source, Faults) = (file, source, faults);
    }

    /// <summary>The file below <c>artifacts/suites/documents</c>.</summary>
    public string File { get; }

    /// <summary>The document; null when it is neither JSON nor YAML.</summary>
    public SourceDocument? Source { get; }

    /// <summary>What is wrong with it, whoever wants to use it. What the gateway needs besides (ids of operations, a version in the file's name) is left aside.</summary>
    public IReadOnlyList<ConfigFault> Faults { get; }

    /// <summary>Whether its schemas are written as OpenAPI 3.0 has them.</summary>
    public bool IsDialect30 => Source!.Root["openapi"]!.Text.StartsWith("3.0.", StringComparison.Ordinal);

    /// <summary>The folder of all documents. Where it is missing, the test is skipped; where the environment variable CI is set, it fails.</summary>
    public static string Folder()
    {
        var folder = Path.Combine(Suites.Require(), "documents");
        var isThere = System.IO.File.Exists(Path.Combine(folder, "complete"));
        Assert.SkipUnless(isThere || Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, "The documents are not there. '.ci/suites' fetches them.");
        return isThere ? folder : throw new DirectoryNotFoundException("The documents are not there. '.ci/suites' fetches them.");
    }

    /// <summary>Every document below a folder or with a name: JSON and YAML with an <c>openapi</c> key.</summary>
    public static IEnumerable<RealDocument> Below(string path)
    {
        var (root, below) = (Folder(), Path.Combine(Folder(), path));
        IEnumerable<string> files = System.IO.File.Exists(below) ? [below] : Directory.EnumerateFiles(below, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return files.Where(file => file.EndsWith(".json", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => Load(root, file)).OfType<RealDocument>();
    }

    private static RealDocument? Load(string root, string path)
    {
        var file = Path.GetRelativePath(root, path).Replace('\\', '/');
        var faults = new List<ConfigFault>();
        var source = DocumentReader.ReadFile(path, Path.GetFileName(path), faults);
        if (source is not null && source.Root["openapi"] is not { Kind: SourceKind.Text })
        {
            return null;
        }

        if (source is not null)
        {
            Check(source, faults);
        }

        return new RealDocument(file, source, faults);
    }

    private static void Check(SourceDocument source, List<ConfigFault> faults)
    {
        var version = source.Root["openapi"]!.Text;
        var scope = new OpenApiScope(source, version[2] - '0', faults);
        ReferenceCheck.Run(scope);
        LibraryCheck.Run(scope);
        DeclaredBodies.Read(source, scope.Minor == 0, faults);
        var bundle = new SchemaBundle();
        var resource = bundle.AddHolder("https://contract.invalid/", source, scope.Minor == 0 ? SchemaDialect.OpenApi30 : SchemaDialect.Draft202012);
        var own = new List<ConfigFault>();
        var compiler = new SchemaCompiler(bundle, judgesFormats: true, own);
        foreach (var (name, _, _, schema) in source.Find("/components/schemas")?.Members ?? [])
        {
            compiler.Compile(new SchemaPlace(schema, resource, $"/components/schemas/{SubschemaKeywords.Escape(name)}"));
        }

        faults.AddRange(own.Where(fault => !faults.Contains(fault)).ToList());
    }
}
