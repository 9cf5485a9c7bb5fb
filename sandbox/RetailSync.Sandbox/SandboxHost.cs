using System.Collections.Frozen;
using System.Net.Sockets;
using RetailSync.Sandbox.Pricing;

namespace RetailSync.Sandbox;

/// <summary>The running sandbox: a token server, fifteen systems and pricing's gRPC service, each on a port of its own on loopback.</summary>
/// <remarks>Dispose it to stop everything. Safe to read from many threads.</remarks>
public sealed class SandboxHost : IAsyncDisposable
{
    private const int GrpcOffset = 25;

    private readonly IReadOnlyList<SystemParts> _parts;
    private readonly IReadOnlyList<WebApplication> _servers;

    private SandboxHost(Uri tokenServer, IReadOnlyDictionary<string, Uri> systems, Uri pricingGrpc, IReadOnlyList<SystemParts> parts, IReadOnlyList<WebApplication> servers)
    {
        _parts = parts;
        TokenServer = tokenServer;
        Systems = systems;
        PricingGrpc = pricingGrpc;
        _servers = servers;
    }

    /// <summary>The token server, which is also the issuer of its tokens: <c>http://localhost:9100/</c>.</summary>
    public Uri TokenServer { get; }

    /// <summary>The systems' addresses by id: <c>crm</c> at <c>http://127.0.0.1:9101/</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Systems { get; }

    /// <summary>Pricing's gRPC service; HTTP/2 without TLS only.</summary>
    public Uri PricingGrpc { get; }

    /// <summary>Starts everything and returns once every port listens. When one cannot start, none stays.</summary>
    /// <exception cref="IOException">A port is taken; the message says which and what to do.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var sockets = new List<Socket>();
        try
        {
            return await StartAsync(options, sockets, cancellationToken);
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_servers);
        foreach (var disposable in _parts.Select(part => part.System).OfType<IDisposable>())
        {
            disposable.Dispose();
        }
    }

    private static async Task<SandboxHost> StartAsync(SandboxOptions options, List<Socket> sockets, CancellationToken cancellationToken)
    {
        Socket Bind(string name, int port)
        {
            var socket = LoopbackListener.Bind(name, options.AnyPort ? 0 : port);
            sockets.Add(socket);
            return socket;
        }

        var tokenSocket = Bind("tokens", options.TokenPort);
        var systemSockets = SystemTable.Ids.Select((id, index) => Bind(id, options.FirstSystemPort + index)).ToList();
        var grpcSocket = Bind("pricing gRPC", options.FirstSystemPort + GrpcOffset);

        var data = Path.Combine(options.DataFolder, "sandbox");
        var secrets = new SecretFiles(Path.Combine(data, "secrets"));
        var key = SigningKey.Load(Path.Combine(data, "signing.key"));
        var tokenServer = new Uri($"http://localhost:{LoopbackListener.PortOf(tokenSocket)}/");
        var parts = SystemTable.Ids.Select(id => Make(id, secrets.Of(id), tokenServer, key, options)).ToList();
        var pricing = parts.Single(part => part.System.Id == "pricing");
        var quotes = new QuotesService(options.Clock);

        List<Task<WebApplication>> starting =
        [
            Task.Run(() => Sandbox.TokenServer.StartAsync(tokenSocket, tokenServer, key, secrets.Of("finance"), options, cancellationToken), cancellationToken),
            .. parts.Zip(systemSockets, (part, socket) => Task.Run(() => SystemServer.StartAsync(socket, part, options, cancellationToken), cancellationToken)),
            Task.Run(() => SystemServer.StartGrpcAsync(grpcSocket, pricing, quotes, options, cancellationToken), cancellationToken),
        ];
        var servers = await AllOrNoneAsync(starting);
        return new SandboxHost(
            tokenServer,
            SystemTable.Ids.Zip(systemSockets, KeyValuePair.Create).ToFrozenDictionary(pair => pair.Key, pair => AddressOf(pair.Value)),
            AddressOf(grpcSocket),
            parts,
            servers);
    }

    private static SystemParts Make(string id, string secret, Uri tokenServer, SigningKey key, SandboxOptions options)
    {
        var ledger = new Ledger(options.Clock);
        var credential = SystemTable.CredentialOf(id, secret, tokenServer, key, options.Clock);
        return new SystemParts(SystemTable.Create(id, ledger, options), ledger, new FaultBoard(), credential);
    }

    private static async Task<IReadOnlyList<WebApplication>> AllOrNoneAsync(List<Task<WebApplication>> starting)
    {
        try
        {
            return await Task.WhenAll(starting);
        }
        catch
        {
            await StopAsync([.. starting.Where(task => task.IsCompletedSuccessfully).Select(task => task.GetAwaiter().GetResult())]);
            throw;
        }
    }

    private static async Task StopAsync(IReadOnlyList<WebApplication> servers) =>
        await Task.WhenAll(servers.Select(async server =>
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }));

    private static Uri AddressOf(Socket socket) => new($"http://127.0.0.1:{LoopbackListener.PortOf(socket)}/");
}
