using Microsoft.AspNetCore.Http;
using RetailSync.Cli.Tour;
using RetailSync.Testing;

namespace RetailSync.Cli.Tests.Tour;

/// <summary>Answers like a gateway whose identity provider has not answered yet, and like that provider.</summary>
internal sealed class StartingGateway : IAsyncDisposable
{
    private readonly FakeUpstream _server;
    private int _asked;

    private StartingGateway(int asks) => _server = FakeUpstream.Handles(async context =>
    {
        if (context.Request.Path == "/connect/token")
        {
            await context.Response.WriteAsJsonAsync(new { access_token = "a-token" }, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = Interlocked.Increment(ref _asked) <= asks ? 503 : 404;
    });

    public int Asked => Volatile.Read(ref _asked);

    public TourTarget Target => new(_server.Address, _server.Address, new Dictionary<string, Uri>());

    public static StartingGateway NotReadyFor(int asks) => new(asks);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
