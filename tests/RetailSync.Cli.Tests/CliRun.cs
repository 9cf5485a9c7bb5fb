using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace RetailSync.Cli.Tests;

/// <summary>A gateway folder of its own, and command lines that run in it.</summary>
internal sealed class CliRun : IDisposable
{
    public const string Landscape = """
        teams:
          - {id: stores-team, name: Stores team, contact: stores-team@example.com}
        systems:
          - {id: pos, name: Tills, owner: stores-team}
        consumers:
          # The tills.
          - id: till
            name: Till
            owner: stores-team
            system: pos
            scopes: [pos.read, pos.write]

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-");

    public CliRun()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "catalog/landscape"));
        Directory.CreateDirectory(Path.Combine(Folder, "docs/decisions"));
        File.WriteAllText(Path.Combine(Folder, "yarp.json"), "{}");
        File.WriteAllText(LandscapeFile, Landscape);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public string Folder => _folder.FullName;

    public string Text => File.ReadAllText(LandscapeFile);

    private string LandscapeFile => Path.Combine(Folder, "catalog/landscape/landscape.yaml");

    public Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => RunInAsync(Folder, args);

    public async Task<(int Code, string Out, string Error)> RunInAsync(string folder, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await RetailSyncCommand.RunAsync(args, new CliContext(output, error, Clock, folder), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public async Task<JsonElement> RunJsonAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync([.. args, "--json"]);
        Assert.True(code == ExitCodes.Ok, error);
        return JsonDocument.Parse(output).RootElement;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
