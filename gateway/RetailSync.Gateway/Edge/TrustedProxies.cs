using System.Net;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Gateway.Edge;

/// <summary>The proxies in front of the gateway, and what their <c>X-Forwarded-For</c> says. Immutable.</summary>
internal sealed class TrustedProxies(EdgeOptions options)
{
    private const string Key = "Edge:TrustedProxies";

    private readonly IPNetwork[] _networks = [.. options.TrustedProxies.Select(Parse).OfType<IPNetwork>()];

    /// <summary>Whether there are any.</summary>
    public bool Any => _networks.Length > 0;

    /// <summary>Adds what is wrong with the settings.</summary>
    public static void Check(EdgeOptions options, ICollection<ConfigFault> faults)
    {
        for (var i = 0; i < options.TrustedProxies.Count; i++)
        {
            var text = options.TrustedProxies[i];
            if (Parse(text) is not { } network)
            {
                faults.Add(new ConfigFault($"{Key}:{i}", $"'{text}' is no network. Give an address, or a network such as 10.0.0.0/8 or fd00::/8."));
            }
            else if (network.PrefixLength == 0)
            {
                faults.Add(new ConfigFault($"{Key}:{i}", $"'{text}' is everybody: any client could say where it comes from and who it is. Name the proxies' own networks."));
            }
        }

        if (options.ClientCertificateHeader is { } header && options.TrustedProxies.Count == 0)
        {
            faults.Add(new ConfigFault("Edge:ClientCertificateHeader", $"'{header}' is believed from trusted proxies only, and there are none. Name them in {Key}."));
        }
    }

    /// <summary>Whether an address is a proxy's.</summary>
    public bool Contains(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = Plain(address);
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Where a request that came from the proxy <paramref name="peer"/> started: the right-most address that is no proxy's, for whatever stands to the left of it was
    /// written by somebody unknown. What is no address ends the search at the proxy that passed it on.
    /// </summary>
    public IPAddress ClientOf(IPAddress peer, StringValues forwardedFor)
    {
        var client = peer;
        for (var line = forwardedFor.Count - 1; line >= 0; line--)
        {
            var rest = forwardedFor[line].AsSpan();
            while (true)
            {
                var comma = rest.LastIndexOf(',');
                if (!TryParse(rest[(comma + 1)..].Trim(), out var address))
                {
                    return client;
                }

                client = Plain(address);
                if (!Contains(client))
                {
                    return client;
                }

                if (comma < 0)
                {
                    break;
                }

                rest = rest[..comma];
            }
        }

        return client;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // Some proxies add the port: 192.0.2.1:4711 or [2001:db8::1]:4711.
    private static bool TryParse(ReadOnlySpan<char> text, out IPAddress address)
    {
        var isAddress = IPEndPoint.TryParse(text, out var endPoint);
        address = endPoint?.Address ?? IPAddress.None;

        // Old notations (0x7f.1, 010.1) mean different addresses to different readers.
        return isAddress && (text.Contains(':') || text.Count('.') == 3) && !text.ContainsAny('x', 'X', '%');
    }

    private static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(Plain(address), Plain(address).GetAddressBytes().Length * 8)
        : null;
}
