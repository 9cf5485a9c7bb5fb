using System.Runtime.CompilerServices;
using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests;

/// <summary>A landscape folder of its own for one test, removed afterwards.</summary>
internal sealed class LandscapeFolder : IDisposable
{
    /// <summary>Two teams, two systems, two APIs and a consumer, without a fault.</summary>
    public const string Small = """
        teams:
          - {id: customer-team, name: Customer team, contact: customer-team@example.com}
          - {id: stores-team, name: Stores team, contact: stores-team@example.com}
        systems:
          - {id: crm, name: Customers, owner: customer-team}
          - {id: pos, name: Tills, owner: stores-team}
        domains:
          - {id: customer, name: Customer profile, authority: crm}
        apis:
          - id: crm/customers
            system: crm
            versions:
              - {number: 1, contract: crm/customers@1, stage: active}
        consumers:
          - id: web-shop
            name: Web shop
            owner: customer-team
            scopes: [crm.read]

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("landscape-");

    public LandscapeFolder(string content = Small, string name = "landscape.yaml") => Write(name, content);

    public string Path => _folder.FullName;

    public string Text => File.ReadAllText(System.IO.Path.Combine(Path, "landscape.yaml"));

    public IReadOnlyList<string> FileNames => [.. _folder.EnumerateFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal)];

    /// <summary>The folder of the repository that holds the tests.</summary>
    public static string RepositoryRoot([CallerFilePath] string file = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(file, "../../.."));

    public void Write(string name, string content) => File.WriteAllText(System.IO.Path.Combine(Path, name), content);

    /// <summary>Reads it; a fault is the test's fault.</summary>
    public ILandscape Read()
    {
        var faults = new List<ConfigFault>();
        var landscape = LandscapeReader.Read(Path, faults);
        Assert.Empty(faults);
        return landscape;
    }

    /// <summary>Reads it for its faults, the folder's path left out: <c>landscape.yaml:3:5: ...</c></summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<ConfigFault>();
        LandscapeReader.Read(Path, faults);
        return [.. faults.Select(fault => fault.ToString().Replace(Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
