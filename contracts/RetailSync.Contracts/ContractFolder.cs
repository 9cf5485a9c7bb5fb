using System.Security.Cryptography;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts;

/// <summary>Reads the contracts that lie in a folder. Safe to call from many threads.</summary>
public static class ContractFolder
{
    private static readonly string[] Endings = [".openapi.yaml", ".openapi.yml", ".openapi.json"];

    /// <summary>Reads every <c>{system}/{name}.v{major}.openapi.yaml</c> (or <c>.yml</c>, <c>.json</c>) below a folder; other files are not looked at.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cache">What earlier readings left; a file with unchanged content gives the same object again.</param>
    /// <param name="faults">Receives every fault of every file, each with its <c>file:line:column</c>.</param>
    /// <returns>The contracts without a fault, by id (<c>crm/customers@1</c>).</returns>
    public static IReadOnlyDictionary<string, IContract> Read(string folder, ContractCache cache, ICollection<ConfigFault> faults)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(faults);

        var shown = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var contracts = new Dictionary<string, IContract>(StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Files(folder, shown, Endings, faults))
        {
            var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            var name = $"{shown}/{relative}";
            if (!ContractFileName.TryParse(relative, out var file))
            {
                faults.Add(new ConfigFault(name, "A contract must lie at <system>/<name>.v<major>.openapi.yaml, in lower case, such as crm/customers.v1.openapi.yaml."));
            }
            else if (!taken.TryAdd(file.Id, name))
            {
                faults.Add(new ConfigFault(name, $"The contract {file.Id} is read from {taken[file.Id]} already; keep one of the two."));
            }
            else if (ReadOne(path, name, file, cache, faults) is { } contract)
            {
                contracts.Add(contract.Id, contract);
            }
        }

        cache.EndReading();
        return contracts;
    }

    /// <summary>The files below a folder that end in one of these, in order.</summary>
    internal static List<string> Files(string folder, string shown, IReadOnlyList<string> endings, ICollection<ConfigFault> faults)
    {
        // Hidden folders are left out: a mounted Kubernetes volume shows every file a second time below "..data".
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden };
        try
        {
            List<string> files =
            [
                .. Directory.EnumerateFiles(folder, "*", options)
                    .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                    .Order(StringComparer.Ordinal),
            ];
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigFault(shown, $"The folder cannot be read: {e.Message}"));
            return [];
        }
    }

    private static IContract? ReadOne(string path, string name, ContractFileName file, ContractCache cache, ICollection<ConfigFault> faults)
    {
        if (DocumentReader.ReadBytes(path, name, ReadingLimits.Default, faults) is not { } content)
        {
            return null;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (cache.Find<IContract>(name, hash) is { } known)
        {
            return known;
        }

        var before = faults.Count;
        if (DocumentReader.Read(name, content, faults) is not { } document)
        {
            return null;
        }

        // A repeated key leaves a document, and a fault: its other faults are worth telling, but it is no contract.
        var contract = OpenApiReader.Read(file, hash, document, faults);
        if (contract is null || faults.Count > before)
        {
            return null;
        }

        cache.Keep(name, hash, contract);
        return contract;
    }
}
