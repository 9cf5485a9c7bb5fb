using Grpc.Core;
using Grpc.Net.Client;
using RetailSync.Pricing.V1;

namespace RetailSync.Sandbox.Tests.Systems;

public sealed class QuotesTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string Store = "9521234000013";

    [Theory]
    [InlineData(1, 899, "Regular")]
    [InlineData(9, 899, "Regular")]
    [InlineData(10, 809, "Promotion")]
    public async Task Quote_ByQuantity_HasUnitPriceAndTotal(int quantity, long unit, string type)
    {
        using var channel = GrpcChannel.ForAddress(sandbox.Host.PricingGrpc);

        var quote = await new Quotes.QuotesClient(channel).QuoteAsync(Request(quantity), Key(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((unit, unit * quantity, "EUR", type), (quote.UnitPrice.Amount, quote.Total.Amount, quote.Total.Currency, quote.PriceType.ToString()));
    }

    [Theory]
    [InlineData("SOCKS-RED", 1, StatusCode.NotFound)]
    [InlineData("MUG-WHITE", 0, StatusCode.InvalidArgument)]
    public async Task Quote_Impossible_HasItsStatus(string sku, int quantity, StatusCode expected)
    {
        using var channel = GrpcChannel.ForAddress(sandbox.Host.PricingGrpc);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Quotes.QuotesClient(channel).QuoteAsync(Request(quantity, sku), Key(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(expected, refused.StatusCode);
    }

    [Fact]
    public async Task Quote_WithoutKey_IsUnauthenticated()
    {
        using var channel = GrpcChannel.ForAddress(sandbox.Host.PricingGrpc);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Quotes.QuotesClient(channel).QuoteAsync(Request(1), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task Quote_FaultOfPricing_BefallsGrpcToo()
    {
        using var pricing = await sandbox.FreshAsync("pricing");
        using var channel = GrpcChannel.ForAddress(sandbox.Host.PricingGrpc);
        await pricing.SendAsync("PUT", "/_sandbox/faults", new { rules = new[] { new { kind = "error", status = 503, path = "/retail.pricing.v1.Quotes/*", remaining = 1 } } });

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Quotes.QuotesClient(channel).QuoteAsync(Request(1), Key(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Watch_Articles_SendsPresentPricesThenChanges()
    {
        using var channel = GrpcChannel.ForAddress(sandbox.Host.PricingGrpc);
        using var watch = new Quotes.QuotesClient(channel).WatchQuotes(
            new WatchQuotesRequest { Store = Store, Skus = { "MUG-WHITE", "COOKBOOK-01" } }, Key(), cancellationToken: TestContext.Current.CancellationToken);

        var quotes = watch.ResponseStream;
        await quotes.MoveNext(TestContext.Current.CancellationToken);
        var first = quotes.Current;
        await quotes.MoveNext(TestContext.Current.CancellationToken);
        var second = quotes.Current;
        var next = quotes.MoveNext(TestContext.Current.CancellationToken);
        while (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken)) != next)
        {
            sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.True(await next);
        Assert.Equal((("MUG-WHITE", 899L), ("COOKBOOK-01", 2950L)), ((first.Sku, first.UnitPrice.Amount), (second.Sku, second.UnitPrice.Amount)));
        Assert.Equal(("MUG-WHITE", 854L), (quotes.Current.Sku, quotes.Current.UnitPrice.Amount));
    }

    private static QuoteRequest Request(int quantity, string sku = "MUG-WHITE") => new() { Sku = sku, Store = Store, Quantity = quantity };

    private Metadata Key() => new() { { "x-sandbox-key", sandbox.Secret("pricing") } };
}
