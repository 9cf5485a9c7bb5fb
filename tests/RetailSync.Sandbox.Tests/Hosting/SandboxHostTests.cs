using System.Net;
using System.Net.Sockets;

namespace RetailSync.Sandbox.Tests.Hosting;

public sealed class SandboxHostTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    public static TheoryData<string> Systems => [.. SystemTable.Ids];

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Call_WithoutCredential_Is401(string system)
    {
        using var client = new SystemClient(new HttpClient { BaseAddress = sandbox.Host.Systems[system] });

        var answer = await client.GetAsync("/v1/anything");

        Assert.Equal((401, "gateway-credential-missing"), (answer.Status, answer.Problem));
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Health_WithoutCredential_Is200(string system)
    {
        using var client = new SystemClient(new HttpClient { BaseAddress = sandbox.Host.Systems[system] });

        var answer = await client.GetAsync("/health");

        Assert.Equal((200, system), (answer.Status, answer.Text("system")));
    }

    [Fact]
    public void Systems_AllFifteen_ListenOnLoopback()
    {
        var hosts = sandbox.Host.Systems.Values.Append(sandbox.Host.PricingGrpc).Select(uri => uri.Host).Distinct();

        Assert.Equal(15, sandbox.Host.Systems.Count);
        Assert.Equal(["127.0.0.1"], hosts);
    }

    [Fact]
    public async Task Start_PortTaken_NamesPortAndSystem()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        var taken = ((IPEndPoint)holder.LocalEndPoint!).Port;
        var options = sandbox.Options();
        var clashing = new SandboxOptions { ContractsFolder = options.ContractsFolder, LandscapeFolder = options.LandscapeFolder, DataFolder = options.DataFolder, TokenPort = taken };

        var refused = await Assert.ThrowsAsync<IOException>(() => SandboxHost.StartAsync(clashing, TestContext.Current.CancellationToken));

        Assert.StartsWith($"Port {taken} on 127.0.0.1, meant for 'tokens', cannot be had", refused.Message);
        Assert.Contains("--token-port", refused.Message);
    }

    [Fact]
    public void Secrets_OnDisk_AreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no file modes.");
            return;
        }

        var mode = File.GetUnixFileMode(Path.Combine(sandbox.Folder, "sandbox", "secrets", "crm.key"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task Secrets_AfterRestart_AreTheSame()
    {
        var before = sandbox.Secret("crm");

        await using var second = await SandboxHost.StartAsync(sandbox.Options(), TestContext.Current.CancellationToken);

        Assert.Equal(before, sandbox.Secret("crm"));
        Assert.Equal(43, before.Length);
    }

    [Fact]
    public async Task UnknownPath_WithCredential_IsProblem404()
    {
        using var crm = sandbox.Client("crm");

        var answer = await crm.GetAsync("/v2/nothing");

        Assert.Equal((404, "no-such-resource"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task WrongMethod_WithCredential_IsProblem405()
    {
        using var crm = sandbox.Client("crm");

        var answer = await crm.SendAsync("DELETE", "/v2/customers");

        Assert.Equal((405, "method-not-allowed"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task BrokenJson_OnAnyChange_IsProblem400()
    {
        using var crm = sandbox.Client("crm");

        var answer = await crm.PostAsync("/v2/customers", "{\"name\":");

        Assert.Equal((400, "invalid-request"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Erp_WithHeaderKey_Is401()
    {
        using var client = new SystemClient(new HttpClient { BaseAddress = sandbox.Host.Systems["erp"] });

        var answer = await client.SendAsync("GET", "/v1/articles", null, ("X-Sandbox-Key", sandbox.Secret("erp")));

        Assert.Equal(401, answer.Status);
    }
}
