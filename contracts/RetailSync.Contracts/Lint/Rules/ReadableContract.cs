using System.Text.RegularExpressions;
using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.OpenApi;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint.Rules;

/// <summary>The gateway can read the contract.</summary>
internal sealed partial class ReadableContract : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A gateway that finds a fault keeps the old contract or does not start.";

    /// <inheritdoc/>
    public string Fix => "Mend what the message says.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        List<ConfigFault> faults = [];
        var file = FileName(document);
        if (document.Kind == DocumentKind.AsyncApi)
        {
            AsyncApiReader.Read(file, "", document.Source, faults);
        }
        else
        {
            OpenApiReader.Read(file ?? new ContractFileName(document.File, "none", "contract", Major(document)), "", document.Source, faults);
        }

        var placed = faults.Select(fault => (fault.Message, Place: Place(fault))).ToList();
        var pointers = PointerFinder.Find(document.Source, placed.Select(each => each.Place));
        return placed.Select(each => new Remark(pointers.GetValueOrDefault(each.Place, ""), each.Place.Line, each.Place.Column, LineFree().Replace(each.Message, "")));
    }

    // The major version in the file's name counts where it has one.
    private static ContractFileName? FileName(LintDocument document)
    {
        var parts = document.File.Replace('\\', '/').Split('/');
        return ContractFileName.TryParse(string.Join('/', parts.TakeLast(2)), out var name) ? name : null;
    }

    private static int Major(LintDocument document) =>
        int.TryParse((document.Source.Root["info"]?["version"]?.Text ?? "").Split('.')[0], out var major) ? major : 1;

    private static (int Line, int Column) Place(ConfigFault fault)
    {
        var parts = fault.Path.Split(':');
        return parts.Length > 2 && int.TryParse(parts[^2], out var line) && int.TryParse(parts[^1], out var column) ? (line, column) : (1, 1);
    }

    // A message that names another line would make a new finding of an old one whenever lines move.
    [GeneratedRegex(@",? at line [0-9]+, column [0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex LineFree();
}
