using System.Globalization;
using Grpc.Core;
using RetailSync.Pricing.V1;

namespace RetailSync.Sandbox.Pricing;

/// <summary>Pricing's gRPC service. A quote is worked out from the regular price; a watch sends the present prices and then a new one every few seconds.</summary>
internal sealed class QuotesService(TimeProvider clock) : Quotes.QuotesBase
{
    private const int BulkFrom = 10;
    private const int BulkPercent = 90;

    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(2);

    public override Task<QuoteReply> Quote(QuoteRequest request, ServerCallContext context)
    {
        if (request.Quantity < 1)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"quantity is {request.Quantity}; it must be at least 1."));
        }

        return Task.FromResult(Make(request.Sku, request.Store, request.Quantity, cut: 0));
    }

    public override async Task WatchQuotes(WatchQuotesRequest request, IServerStreamWriter<QuoteReply> responseStream, ServerCallContext context)
    {
        if (request.Skus.Count == 0)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "skus is empty; name at least one article."));
        }

        using var timer = new PeriodicTimer(WatchEvery, clock);
        try
        {
            // A promotion that comes and goes: enough to see a stream move.
            for (var round = 0; ; round++)
            {
                foreach (var sku in request.Skus)
                {
                    await responseStream.WriteAsync(Make(sku, request.Store, 1, cut: round % 2 == 0 ? 0 : 5), context.CancellationToken);
                }

                await timer.WaitForNextTickAsync(context.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private QuoteReply Make(string sku, string store, int quantity, int cut)
    {
        var article = Seed.Articles.FirstOrDefault(article => article.Sku == sku)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"No article has the SKU '{sku}'."));
        if (!Seed.Places.Any(place => place.Gln == store))
        {
            throw new RpcException(new Status(StatusCode.NotFound, $"No store has the GLN '{store}'."));
        }

        var percent = quantity >= BulkFrom ? BulkPercent : 100 - cut;
        var unit = article.Price * percent / 100;
        return new QuoteReply
        {
            Sku = sku,
            Store = store,
            Quantity = quantity,
            UnitPrice = new RetailSync.Pricing.V1.Money { Amount = unit, Currency = Seed.Currency },
            Total = new RetailSync.Pricing.V1.Money { Amount = unit * quantity, Currency = Seed.Currency },
            PriceType = percent == 100 ? PriceType.Regular : PriceType.Promotion,
            ValidFrom = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }
}
