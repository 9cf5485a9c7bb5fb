using System.Security.Cryptography;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Reads the AsyncAPI contracts that lie in a folder. Safe to call from many threads.</summary>
internal static class AsyncApiFolder
{
    private static readonly string[] Endings = [".asyncapi.yaml", ".asyncapi.yml", ".asyncapi.json"];

    /// <summary>Reads every <c>{system}/{name}.v{major}.asyncapi.yaml</c> (or <c>.yml</c>, <c>.json</c>) below a folder; other files are not looked at.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="faults">Receives every fault of every file, each with its <c>file:line:column</c>.</param>
    /// <param name="cache">What earlier readings left; a file with unchanged content gives the same object again. Null: nothing is kept.</param>
    /// <returns>The contracts without a fault, by id (<c>crm/customer-events@1</c>).</returns>
    public static IReadOnlyDictionary<string, AsyncApiContract> Read(string folder, ICollection<ConfigFault> faults, ContractCache? cache = null)
    {
        var shown = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var contracts = new Dictionary<string, AsyncApiContract>(StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in ContractFolder.Files(folder, shown, Endings, faults))
        {
            var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            var name = $"{shown}/{relative}";
            if (!ContractFileName.TryParse(relative, out var file))
            {
                faults.Add(new ConfigFault(name, "A contract must lie at <system>/<name>.v<major>.asyncapi.yaml, in lower case, such as crm/customer-events.v1.asyncapi.yaml."));
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

        cache?.EndReading();
        return contracts;
    }

    private static AsyncApiContract? ReadOne(string path, string name, ContractFileName file, ContractCache? cache, ICollection<ConfigFault> faults)
    {
        var before = faults.Count;
        if (DocumentReader.ReadBytes(path, name, ReadingLimits.Default, faults) is not { } content)
        {
            return null;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (cache?.Find<AsyncApiContract>(name, hash) is { } known)
        {
            return known;
        }

        if (DocumentReader.Read(name, content, faults) is not { } document || AsyncApiReader.Read(file, hash, document, faults) is not { } contract || faults.Count > before)
        {
            return null;
        }

        cache?.Keep(name, hash, contract);
        return contract;
    }
}
