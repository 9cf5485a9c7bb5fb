using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RetailSync.Bench.Delivery;

/// <summary>A server in this process that takes webhooks: each subscription under a path of its own.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Reception> _receptions;

    private Subscriber(WebApplication app, ConcurrentDictionary<string, Reception> receptions) => (_app, _receptions) = (app, receptions);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts one.</summary>
    /// <param name="port">The port on 127.0.0.1; 0: any that is free.</param>
    /// <param name="before">The one that listened there before, whose receptions it takes over; null: none.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Subscriber> StartAsync(int port, Subscriber? before, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var subscriber = new Subscriber(builder.Build(), before?._receptions ?? new ConcurrentDictionary<string, Reception>());
        subscriber._app.Run(subscriber.TakeAsync);
        await subscriber._app.StartAsync(cancel);
        return subscriber;
    }

    /// <summary>Takes what is sent to a path; the URL to subscribe with.</summary>
    public Uri Receive(string name, Reception reception)
    {
        _receptions[name] = reception;
        return new Uri(Address, name);
    }

    /// <summary>Closes its connections at once and listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        try
        {
            if (_receptions.TryGetValue(context.Request.Path.Value![1..], out var reception))
            {
                await reception.TakeAsync(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The gateway has given up, or this server ends.
        }
    }
}
