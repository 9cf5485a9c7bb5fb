using System.Net;
using System.Net.WebSockets;
using Grpc.Core;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>The rate limit counts handshakes, calls and streams like any other request.</summary>
public sealed class StreamLimitTests(TightGateway gateway) : IClassFixture<TightGateway>
{
    [Theory]
    [InlineData(1, "order-hub")]
    [InlineData(2, "explorer")]
    public async Task WebSocket_LimitUsedUp_IsRefused(int http, string consumer)
    {
        using var first = new StockFeedClient();
        using var second = new StockFeedClient();
        using var third = new StockFeedClient();
        await first.ConnectAsync(gateway, http, consumer);
        await second.ConnectAsync(gateway, http, consumer);

        await Assert.ThrowsAsync<WebSocketException>(() => third.ConnectAsync(gateway, http, consumer));

        Assert.Equal(HttpStatusCode.TooManyRequests, third.Status);
    }

    [Fact]
    public async Task Grpc_LimitUsedUp_IsRefused()
    {
        using var client = await QuotesClient.MakeAsync(gateway, "web-shop");
        await client.QuoteAsync();
        await client.QuoteAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.QuoteAsync());

        // What gRPC makes of 429 (its mapping of HTTP statuses).
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        Assert.Contains("429", refused.Status.Detail);
    }

    [Theory]
    [InlineData(1, "finance-close")]
    [InlineData(2, "customer-desk")]
    public async Task EventStream_LimitUsedUp_Is429(int http, string consumer)
    {
        using var first = await gateway.GetAsync(http, "/oms/v1/order-stream", consumer);
        using var second = await gateway.GetAsync(http, "/oms/v1/order-stream", consumer);

        using var third = await gateway.GetAsync(http, "/oms/v1/order-stream", consumer);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var problem = await ProblemShape.AssertAsync(ProblemTypes.QuotaExceeded, third, "violated-policies");
        Assert.Equal("""["tight"]""", problem["violated-policies"]!.ToJsonString());
        Assert.True(third.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("\"tight\";q=2;w=3600", ProblemShape.Header(third, "RateLimit-Policy"));
    }
}
