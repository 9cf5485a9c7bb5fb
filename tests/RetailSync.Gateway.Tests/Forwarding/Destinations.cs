using System.Net;
using System.Net.Sockets;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>A cluster of several destinations, asked in the order in which they are named.</summary>
internal static class Destinations
{
    /// <summary>The usual configuration with these destinations, a cluster's <c>Upstream</c> and further settings of the cluster.</summary>
    public static string Yarp(string upstream, params Uri[] destinations) => GatewayTexts.Yarp.Replace(
        "\"crm\": { \"Destinations\": { \"one\": { \"Address\": \"{{upstream}}\" } } }",
        $$"""
        "crm": {
          "LoadBalancingPolicy": "FirstAlphabetical",
          "Upstream": {{upstream}},
          "Destinations": { {{string.Join(", ", destinations.Select((address, index) => $$"""
          "d{{index + 1}}": { "Address": "{{address}}" }
          """))}} }
        }
        """,
        StringComparison.Ordinal);

    /// <summary>An address on which nothing listens.</summary>
    public static Uri Refusing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
