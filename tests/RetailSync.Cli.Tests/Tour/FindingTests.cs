using System.Net;
using System.Net.Sockets;
using RetailSync.Cli.Tour;
using RetailSync.Testing;

namespace RetailSync.Cli.Tests.Tour;

public sealed class FindingTests
{
    [Fact]
    public async Task Tour_NobodyAtTheGivenAddress_SaysHowToGoOn()
    {
        using var closed = new ClosedPort();

        var told = await ToldTour.OfCommandAsync("tour", "--gateway", closed.Address.ToString());

        Assert.Equal(1, told.Code);
        Assert.Equal("", told.Out);
        Assert.Equal(
            $"The tour stopped: No gateway answers at {closed.Address}. Start one (dotnet run --project gateway/RetailSync.Gateway), or leave --gateway out: the tour then starts its own.",
            told.Error.TrimEnd());
    }

    [Fact]
    public async Task Tour_StrangerAtTheGivenAddress_IsNotToured()
    {
        await using var stranger = FakeUpstream.Returns(200, "[]");

        var told = await ToldTour.OfCommandAsync("tour", "--gateway", stranger.Address.ToString());

        Assert.Equal(1, told.Code);
        Assert.Equal($"The tour stopped: What answers at {stranger.Address} is not a RetailSync gateway.", told.Error.TrimEnd());
    }

    [Fact]
    public async Task Tour_AddressThatIsNone_IsAUsageError()
    {
        var told = await ToldTour.OfCommandAsync("tour", "--gateway", "127.0.0.1");

        Assert.Equal(2, told.Code);
        Assert.Contains("--gateway: '127.0.0.1' is not an address such as http://127.0.0.1:8080.", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoTokenServer_NamesTheOption()
    {
        using var closed = new ClosedPort();
        await using var gateway = StartingGateway.NotReadyFor(asks: 0);

        var told = await ToldTour.OfAsync(gateway.Target with { Tokens = closed.Address });

        Assert.Equal(1, told.Code);
        Assert.StartsWith($"The tour stopped: No answer came from {closed.Address}connect/token: ", told.Error, StringComparison.Ordinal);
        Assert.EndsWith(" Say where the sandbox's token server is: --tokens <address>.", told.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NobodyAtTheDefaultAddress_StartsAGatewayOfItsOwn()
    {
        using var closed = new ClosedPort();
        using var folder = new GatewayFolder();

        var told = await ToldTour.OfAsync(new TourOptions { DefaultGateway = closed.Address, ConfigFile = folder.ConfigFile });

        Assert.Equal("", told.Error);
        Assert.Equal(0, told.Code);
        Assert.StartsWith($"No gateway answers at {closed.Address}: the tour starts one for itself.", told.Out, StringComparison.Ordinal);
        Assert.Contains("13 applied, each exactly once.", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OwnGatewayWithFaults_TellsThem()
    {
        using var closed = new ClosedPort();
        using var folder = new GatewayFolder();
        await File.WriteAllTextAsync(folder.ConfigFile, """{ "Nonsense": {} }""", TestContext.Current.CancellationToken);

        var told = await ToldTour.OfAsync(new TourOptions { DefaultGateway = closed.Address, ConfigFile = folder.ConfigFile });

        Assert.Equal(1, told.Code);
        Assert.Contains("Nonsense: no section is named 'Nonsense'.", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_NotReadyAtFirst_WaitsAndSaysSo()
    {
        var teller = new HeardTeller();
        await using var gateway = StartingGateway.NotReadyFor(asks: 2);
        using var client = new TourClient(gateway.Target);

        await Finder(teller, TimeSpan.FromSeconds(30)).WaitUntilReadyAsync(client, TestContext.Current.CancellationToken);

        Assert.Equal([$"The gateway at {gateway.Target.Gateway} is not ready yet; the tour waits up to 30 s for it."], teller.Said);
        Assert.Equal(3, gateway.Asked);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_NeverReady_GivesUp()
    {
        await using var gateway = StartingGateway.NotReadyFor(asks: int.MaxValue);
        using var client = new TourClient(gateway.Target);

        var stopped = await Assert.ThrowsAsync<TourStoppedException>(() => Finder(new HeardTeller(), TimeSpan.Zero).WaitUntilReadyAsync(client, TestContext.Current.CancellationToken));

        Assert.Equal($"The gateway at {gateway.Target.Gateway} was not ready within 0 s. Its operators' address says why: /ready.", stopped.Message);
    }

    private static GatewayFinder Finder(ITourTeller teller, TimeSpan patience) =>
        new(new TourOptions { Patience = patience }, new CliContext(TextWriter.Null, TextWriter.Null, TimeProvider.System, GatewayFolder.Repository), teller);

    /// <summary>A port that is taken and at which nobody answers.</summary>
    private sealed class ClosedPort : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/");

        public void Dispose() => _socket.Dispose();
    }
}
