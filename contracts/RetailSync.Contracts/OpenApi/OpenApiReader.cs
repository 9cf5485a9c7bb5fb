using System.Text.RegularExpressions;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.OpenApi.Judging;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Reads an OpenAPI document of version 3.0, 3.1 or 3.2 into a contract.</summary>
internal static partial class OpenApiReader
{
    /// <summary>Reads one document.</summary>
    /// <param name="file">What the file's name says.</param>
    /// <param name="hash">A hash of the file's content.</param>
    /// <param name="document">The document.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <returns>The contract; null when there was a fault.</returns>
    public static OpenApiContract? Read(ContractFileName file, string hash, SourceDocument document, ICollection<ConfigFault> faults)
    {
        List<ConfigFault> own = [];
        var contract = Read(file, hash, document, own);
        own.ForEach(faults.Add);
        return own.Count == 0 ? contract : null;
    }

    private static OpenApiContract? Read(ContractFileName file, string hash, SourceDocument document, List<ConfigFault> faults)
    {
        if (MappingReader.Open(document, faults) is not { } root || Minor(root) is not { } minor)
        {
            return null;
        }

        var scope = new OpenApiScope(document, minor, faults);
        var info = root.RequiredMapping("info");
        var title = info?.RequiredText("title");
        var version = info?.RequiredText("version");
        if (version is not null)
        {
            CheckMajor(info!, version, file);
        }

        // What the library is asked takes as long as all the rest, and neither needs the other.
        Action addOpinion = () => { };
        IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> paths = [];
        IReadOnlyList<DeclaredBody> bodies = [];
        List<ConfigFault> ofSchemas = [];
        Parallel.Invoke(
            () => addOpinion = LibraryCheck.Ask(scope),
            () =>
            {
                paths = new PathsReader(scope).Read(root);
                ReferenceCheck.Run(scope);
                if (faults.Count == 0)
                {
                    var schemas = new ContractSchemas(document, minor == 0, ofSchemas);
                    bodies = DeclaredBodies.Read(schemas);
                    paths = new JudgeReader(schemas).Attach(paths);
                }
            });
        addOpinion();
        faults.AddRange(faults.Count == 0 ? ofSchemas : []);
        if (faults.Count > 0)
        {
            return null;
        }

        return new OpenApiContract(new OperationMatcher(paths))
        {
            Id = file.Id,
            Hash = hash,
            Title = title!,
            Version = version!,
            File = file.RelativePath,
            Operations = [.. paths.SelectMany(path => path.Operations)],
            Document = document,
            IsDialect30 = minor == 0,
            Bodies = bodies,
        };
    }

    private static int? Minor(MappingReader root)
    {
        if (root.Has("swagger"))
        {
            root.Fault("swagger", "Swagger 2.0 is not read; convert the document to OpenAPI 3.0 or 3.1.");
            return null;
        }

        if (root.RequiredText("openapi") is not { } version)
        {
            return null;
        }

        var match = SpecVersion().Match(version);
        if (match.Success)
        {
            return match.Groups["minor"].ValueSpan[0] - '0';
        }

        root.Fault("openapi", $"OpenAPI '{version}' is not read. Known: 3.0.x, 3.1.x and 3.2.x, with all three numbers.");
        return null;
    }

    /// <summary>Holds <c>info.version</c> against the major version in the file's name.</summary>
    public static void CheckMajor(MappingReader info, string version, ContractFileName file)
    {
        var match = SemanticVersion().Match(version);
        if (!match.Success)
        {
            info.Fault("version", $"'{version}' is no semantic version such as {file.Major}.4.0.");
        }
        else if (match.Groups["major"].Value != file.MajorText)
        {
            info.Fault("version", $"The version is {version}, but the file's name says v{file.Major}. One of them is wrong.");
        }
    }

    [GeneratedRegex(@"^3\.(?<minor>[012])\.[0-9]{1,3}(-[0-9A-Za-z.-]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex SpecVersion();

    [GeneratedRegex(@"^(?<major>0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]*)){1,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SemanticVersion();
}
