using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace RetailSync.Sandbox.Tests;

/// <summary>A sandbox on free ports, with folders of its own that go when it goes.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    public const string Landscape = """
        consumers:
          - id: web-shop
            name: Web shop
            owner: digital-team
            scopes: [crm.read, oms.write]
          - id: guest
            name: Guest
            owner: digital-team
            scopes: []
        """;

    private SandboxHost? _host;

    public string Folder { get; } = Directory.CreateTempSubdirectory("sandbox-").FullName;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));

    public string LandscapeFile => Path.Combine(Folder, "landscape", "consumers.yaml");

    public SandboxHost Host => _host ?? throw new InvalidOperationException("The sandbox has not been started.");

    public static string RepositoryRoot { get; } = FindRoot();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LandscapeFile)!);
        await File.WriteAllTextAsync(LandscapeFile, Landscape);
        _host = await SandboxHost.StartAsync(Options());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public SandboxOptions Options(bool realClock = false) => new()
    {
        ContractsFolder = Path.Combine(RepositoryRoot, "contracts"),
        LandscapeFolder = Path.GetDirectoryName(LandscapeFile)!,
        DataFolder = Folder,
        AnyPort = true,
        Clock = realClock ? TimeProvider.System : Clock,
    };

    public string Secret(string system) => File.ReadAllText(Path.Combine(Folder, "sandbox", "secrets", system + ".key"));

    /// <summary>A client that bears the gateway's credential for the system (finance apart, which wants a token).</summary>
    public SystemClient Client(string system)
    {
        var client = new HttpClient { BaseAddress = Host.Systems[system] };
        if (system == "erp")
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("gateway:" + Secret("erp"))));
        }
        else
        {
            client.DefaultRequestHeaders.Add("X-Sandbox-Key", Secret(system));
        }

        return new SystemClient(client);
    }

    /// <summary>A client as above, of a system that is back at its seed data.</summary>
    public async Task<SystemClient> FreshAsync(string system)
    {
        var client = Client(system);
        await client.SendAsync("POST", "/_sandbox/reset");
        return client;
    }

    private static string FindRoot()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            if (File.Exists(Path.Combine(here.FullName, "RetailSync.Gateway.sln")))
            {
                return here.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds RetailSync.Gateway.sln.");
    }
}
