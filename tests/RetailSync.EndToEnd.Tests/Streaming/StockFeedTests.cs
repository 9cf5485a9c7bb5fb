using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>WebSockets pass the same pipeline as everything else, over HTTP/1.1 and over HTTP/2.</summary>
public sealed class StockFeedTests(SandboxGateway gateway)
{
    private const string Warehouse = "9521234000105";

    [Theory]
    [InlineData(1, "MUG-WHITE")]
    [InlineData(2, "COOKBOOK-01")]
    public async Task Connect_FeedScope_EachChangeArrivesBeforeTheNextIsMade(int http, string sku)
    {
        using var feed = new StockFeedClient();
        await feed.ConnectAsync(gateway, http, "order-hub");

        await feed.SendAsync("""{"type":"ping"}""");
        var pong = await feed.ReceiveAsync(message => (string?)message["type"] == "pong");
        var first = await AdjustAsync(sku);
        var told = await feed.ReceiveAsync(message => IsOf(message, sku));
        var second = await AdjustAsync(sku);
        var toldNext = await feed.ReceiveAsync(message => IsOf(message, sku));
        await feed.CloseAsync();

        Assert.Equal(http == 2 ? HttpStatusCode.OK : HttpStatusCode.SwitchingProtocols, feed.Status);
        Assert.Equal("""{"type":"pong"}""", pong.ToJsonString());
        Assert.Equal([first, second], [(int)told["onHand"]!, (int)toldNext["onHand"]!]);
    }

    [Theory]
    [InlineData(1, null, HttpStatusCode.Unauthorized)]
    [InlineData(2, null, HttpStatusCode.Unauthorized)]
    [InlineData(1, "guest", HttpStatusCode.Forbidden)]
    [InlineData(2, "guest", HttpStatusCode.Forbidden)]
    [InlineData(1, "web-shop", HttpStatusCode.Forbidden)]
    public async Task Connect_WithoutTheGrant_IsRefused(int http, string? consumer, HttpStatusCode status)
    {
        using var feed = new StockFeedClient();

        await Assert.ThrowsAsync<WebSocketException>(() => feed.ConnectAsync(gateway, http, consumer));

        Assert.Equal(status, feed.Status);
    }

    [Fact]
    public async Task Connect_NoCredential_GetsTheProblem()
    {
        var answer = await RawClient.SendAsync(
            gateway.Host.Http!,
            "GET /wms/v1/stock-feed HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        Assert.Equal((401, "application/problem+json"), (answer!.Status, answer.Header("Content-Type")));
        Assert.Equal(ProblemTypes.Unauthenticated.Uri, (string?)JsonNode.Parse(answer.Text)!["type"]);
    }

    private static bool IsOf(JsonNode message, string sku) => (string?)message["sku"] == sku;

    private async Task<int> AdjustAsync(string sku)
    {
        using var answer = await gateway.SendAsync(1, HttpMethod.Post, "/wms/v1/stock-adjustments", json: $$"""{"sku":"{{sku}}","locationId":"{{Warehouse}}","delta":-1,"reason":"damage"}""");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return (int)JsonNode.Parse(text)!["onHand"]!;
    }
}
