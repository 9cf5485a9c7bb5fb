using RetailSync.Gateway.Tests.Edge;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>A request for another host than the one that its TLS connection was opened for.</summary>
[Trait("Attack", "D24")]
public sealed class ServerNameTests
{
    private static readonly string[] AskForCertificates = ["--Listeners:Https:ClientCertificates=allow"];
    private static readonly string[] ListHosts = ["--Edge:Hosts:0=localhost", "--Edge:Hosts:1=second.example.com"];

    [Theory]
    [InlineData("localhost", "localhost", "200")]
    [InlineData("localhost", "LOCALHOST.:1234", "200")]
    [InlineData("localhost", "second.example.com", "421")]
    [InlineData("second.example.com", "localhost", "421")]
    [InlineData("second.example.com", "second.example.com", "200")]
    [InlineData("127.0.0.1", "localhost", "200")]
    public async Task Send_ClientCertificatesOn_HostMustBeTheServerName(string serverName, string host, string status)
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: AskForCertificates);

        Assert.Equal(status, await Http1Async(gateway, serverName, host));
        Assert.Equal(status, await Http2Async(gateway, serverName, host));
        Assert.Equal(status == "200" ? 2 : 0, gateway.Upstream.Requests.Count);
    }

    [Theory]
    [InlineData("localhost", "localhost", "200")]
    [InlineData("localhost", "second.example.com", "421")]
    [InlineData("second.example.com", "second.example.com", "200")]
    public async Task Send_HostListOn_HostMustBeTheServerName(string serverName, string host, string status)
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: ListHosts);

        Assert.Equal(status, await Http1Async(gateway, serverName, host));
        Assert.Equal(status, await Http2Async(gateway, serverName, host));
        Assert.Equal(status == "200" ? 2 : 0, gateway.Upstream.Requests.Count);
    }

    private static async Task<string> Http1Async(GatewayFixture gateway, string serverName, string host)
    {
        await using var client = await RawClient.ConnectAsync(gateway.Https, serverName: serverName);
        await client.WriteAsync($"GET /crm/v1/customers HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n");
        return $"{(await client.ReadAsync())?.Status}";
    }

    private static Task<string> Http2Async(GatewayFixture gateway, string serverName, string host) => RawHttp2.SendAsync(
        gateway.Https,
        [(":method", "GET"), (":scheme", "https"), (":authority", host), (":path", "/crm/v1/customers"), ("authorization", $"Bearer {gateway.Token()}")],
        serverName: serverName);
}
