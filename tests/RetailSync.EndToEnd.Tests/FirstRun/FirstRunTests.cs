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
        var before = Contents();

        await using var second = await gateway.StartAsync();
        using var client = TestClients.Http2(second.Https!);
        using var answer = await client.GetAsync(new Uri("/problems", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before, Contents());
    }

    private SortedDictionary<string, string> Contents() =>
        new(Directory.GetFiles(Data, "*", SearchOption.AllDirectories).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file))), StringComparer.Ordinal);
}
