using Grpc.Core;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Pricing.V1;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>gRPC passes the same pipeline as everything else: unary calls and streams.</summary>
public sealed class QuotesTests(SandboxGateway gateway)
{
    [Fact]
    public async Task Quote_QuoteScope_Answers()
    {
        using var client = await QuotesClient.MakeAsync(gateway, "web-shop");
        using var call = client.QuoteAsync();

        var reply = await call;

        Assert.Equal(("MUG-WHITE", 3), (reply.Sku, reply.Quantity));
        Assert.Equal(reply.UnitPrice.Amount * 3, reply.Total.Amount);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.NotNull((await call.ResponseHeadersAsync).GetValue("x-request-id"));
    }

    [Fact]
    public async Task Quote_ServicesOwnRefusal_PassesWithItsTrailers()
    {
        using var client = await QuotesClient.MakeAsync(gateway, "web-shop");

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.QuoteAsync(sku: "NO-SUCH-ARTICLE"));

        Assert.Equal((StatusCode.NotFound, "No article has the SKU 'NO-SUCH-ARTICLE'."), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task WatchQuotes_QuoteScope_FirstArrivesBeforeTheSecondIsMade()
    {
        using var client = await QuotesClient.MakeAsync(gateway, "explorer");
        using var call = client.Quotes.WatchQuotes(
            new WatchQuotesRequest { Skus = { "MUG-WHITE" }, Store = QuotesClient.Store }, client.Credential, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var first = call.ResponseStream.Current.PriceType;
        var next = call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        var isEarly = next.IsCompleted;
        Assert.True(await next);

        // The service makes the second quote two seconds after the first.
        Assert.False(isEarly);
        Assert.Equal((PriceType.Regular, PriceType.Promotion), (first, call.ResponseStream.Current.PriceType));
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("guest", StatusCode.PermissionDenied)]
    [InlineData("finance-close", StatusCode.PermissionDenied)]
    public async Task Call_WithoutTheGrant_IsRefused(string? consumer, StatusCode status)
    {
        using var client = await QuotesClient.MakeAsync(gateway, consumer);
        using var watch = client.Quotes.WatchQuotes(
            new WatchQuotesRequest { Skus = { "MUG-WHITE" }, Store = QuotesClient.Store }, client.Credential, cancellationToken: TestContext.Current.CancellationToken);

        var unary = await Assert.ThrowsAsync<RpcException>(async () => await client.QuoteAsync());
        var stream = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Assert.Equal((status, status), (unary.StatusCode, stream.StatusCode));
    }
}
