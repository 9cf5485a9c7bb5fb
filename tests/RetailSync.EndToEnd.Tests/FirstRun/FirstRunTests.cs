using System.Net;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Testing;

namespace RetailSync.EndToEnd.FirstRun;

/// <summary>The first start made what it needs, for its owner alone; the next one keeps it.</summary>
public sealed class FirstRunTests(SandboxGateway gateway)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string Data => Path.Combine(gateway.Folder, "data");

    [Fact]
    public void Start_CleanFolder_MakesSecretsForEverySystem()
    {
        var secrets = Directory.GetFiles(Path.Combine(Data, "sandbox", "secrets"));

        Assert.Equal(gateway.Host.SandboxSystems.Keys.Order(StringComparer.Ordinal), secrets.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.Equal(secrets.Length, secrets.Select(File.ReadAllText).Distinct().Count());
        Assert.All(secrets, file => Assert.True(File.ReadAllText(file).Length >= 43));
    }

    [Fact]
    public void Start_CleanFolder_KeepsItsFilesForItsOwner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's.");
        var files = Directory.GetFiles(Data, "*", SearchOption.AllDirectories);

        Assert.Contains(Path.Combine(Data, "development-certificate.pfx"), files);
        Assert.All(files, file => Assert.Equal(OwnerOnly, OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Start_Again_KeepsSecretsAndCertificate()
    {
        await using var own = new SandboxGateway();
        await own.InitializeAsync();
        await own.StopAsync();
        var before = Kept(own);

        await using var second = await own.StartAsync();
        using var client = TestClients.Http2(second.Https!);
        using var answer = await client.GetAsync(new Uri("/problems", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before, Kept(own));
    }

    [Fact]
    public async Task Start_BesideOneThatRuns_IsRefusedBecauseTheJournalHasOneOwner()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(gateway.StartAsync);

        Assert.Contains("journal.db is in use: another process holds", refused.Message, StringComparison.Ordinal);
        using var answer = await gateway.GetAsync(1, "/problems", consumer: null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // Everything but the journal itself, which every start writes to.
    private static SortedDictionary<string, string> Kept(SandboxGateway gateway) => new(
        Directory.GetFiles(Path.Combine(gateway.Folder, "data"), "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("journal.db", StringComparison.Ordinal))
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);
}
