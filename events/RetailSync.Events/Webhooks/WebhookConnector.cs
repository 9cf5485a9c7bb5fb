using System.Net;
using System.Net.Sockets;

namespace RetailSync.Events.Webhooks;

/// <summary>
/// Connects to webhooks: resolves the host, checks every address, and connects to one that was checked, so that no second resolution can lead elsewhere. Safe to use from many
/// threads.
/// </summary>
internal sealed class WebhookConnector(AddressGuard guard, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>The handler for all webhooks. Redirects, cookies and proxies are off; of an answer's body nothing is kept.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        MaxConnectionsPerServer = 256,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 65_536,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    /// <summary>Connects.</summary>
    /// <exception cref="RefusedAddressException">The host leads to an address that is not allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await _resolve(target.Host, cancellationToken);

        // One bad address is enough to refuse them all: a name that mixes them is made to get past checks like this one.
        // The address itself is not said: whoever subscribes may not use us to look into our network.
        if (!Array.TrueForAll(addresses, guard.Allows))
        {
            throw new RefusedAddressException($"{target.Host} leads to an address that webhooks may not reach. Operators list further networks in Webhooks:AllowedNetworks.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
