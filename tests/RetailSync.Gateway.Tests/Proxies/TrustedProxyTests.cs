using System.Net;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway.Edge;

namespace RetailSync.Gateway.Tests.Proxies;

[Trait("Attack", "C15")]
public sealed class TrustedProxyTests
{
    [Theory]
    [InlineData("", "10.0.0.1")]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("6.6.6.6, 203.0.113.7", "203.0.113.7")]
    [InlineData("6.6.6.6,203.0.113.7 , 10.0.0.9", "203.0.113.7")]
    [InlineData("6.6.6.6|203.0.113.7|10.0.0.9, 10.0.0.8", "203.0.113.7")]
    [InlineData("10.0.0.5, 10.0.0.9", "10.0.0.5")]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    [InlineData("[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.7, ::ffff:10.0.0.9", "203.0.113.7")]
    [InlineData("203.0.113.7, unknown", "10.0.0.1")]
    [InlineData("203.0.113.7, unknown, 10.0.0.9", "10.0.0.9")]
    [InlineData("203.0.113.7,", "10.0.0.1")]
    [InlineData("203.0.113.7, 0x0a000009", "10.0.0.1")]
    [InlineData("203.0.113.7, 167772169", "10.0.0.1")]
    [InlineData("203.0.113.7, fe80::1%eth0", "10.0.0.1")]
    public void ClientOf_ForwardedFor_IsTheRightMostThatIsNoProxy(string lines, string expected)
    {
        var proxies = new TrustedProxies(new EdgeOptions { TrustedProxies = ["10.0.0.0/8", "fd00::/8"] });

        var client = proxies.ClientOf(IPAddress.Parse("10.0.0.1"), lines.Length == 0 ? StringValues.Empty : lines.Split('|'));

        Assert.Equal(IPAddress.Parse(expected), client);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("fd12::1", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("11.0.0.1", false)]
    [InlineData("::1", false)]
    public void Contains_Address_IsInANetwork(string address, bool expected)
    {
        var proxies = new TrustedProxies(new EdgeOptions { TrustedProxies = ["10.0.0.0/8", "fd00::/8", "192.0.2.1"] });

        Assert.Equal(expected, proxies.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("10.0.0.0/8", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("proxy.example.com", "Edge:TrustedProxies:0: 'proxy.example.com' is no network. Give an address, or a network such as 10.0.0.0/8 or fd00::/8.")]
    [InlineData("10.0.0.0/33", "Edge:TrustedProxies:0: '10.0.0.0/33' is no network. Give an address, or a network such as 10.0.0.0/8 or fd00::/8.")]
    [InlineData("0.0.0.0/0", "Edge:TrustedProxies:0: '0.0.0.0/0' is everybody: any client could say where it comes from and who it is. Name the proxies' own networks.")]
    [InlineData("::/0", "Edge:TrustedProxies:0: '::/0' is everybody: any client could say where it comes from and who it is. Name the proxies' own networks.")]
    public void Check_Network_IsOne(string network, string? expected)
    {
        var faults = new List<ConfigFault>();

        TrustedProxies.Check(new EdgeOptions { TrustedProxies = [network] }, faults);

        Assert.Equal(expected is null ? [] : [expected], faults.Select(fault => fault.ToString()));
    }
}
