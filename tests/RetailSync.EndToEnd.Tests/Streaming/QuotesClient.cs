using Grpc.Core;
using Grpc.Net.Client;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Pricing.V1;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>A gRPC client of pricing's quotes, over TLS.</summary>
internal sealed class QuotesClient : IDisposable
{
    public const string Store = "9521234000013";

    private readonly GrpcChannel _channel;
    private readonly string? _token;

    private QuotesClient(GrpcChannel channel, string? token)
    {
        _channel = channel;
        _token = token;
        Quotes = new Quotes.QuotesClient(channel);
    }

    public Quotes.QuotesClient Quotes { get; }

    /// <summary>The metadata with the consumer's credential, if it has one.</summary>
    public Metadata Credential => _token is null ? [] : [new Metadata.Entry("authorization", $"Bearer {_token}")];

    public static async Task<QuotesClient> MakeAsync(SandboxGateway gateway, string? consumer) =>
        new(GrpcChannel.ForAddress(gateway.Host.Https!, new GrpcChannelOptions { HttpClient = gateway.Http2 }), consumer is null ? null : await gateway.TokenAsync(consumer));

    /// <summary>Asks for the price of an article.</summary>
    public AsyncUnaryCall<QuoteReply> QuoteAsync(string sku = "MUG-WHITE") =>
        Quotes.QuoteAsync(new QuoteRequest { Sku = sku, Store = Store, Quantity = 3 }, Credential, cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => _channel.Dispose();
}
