using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RetailSync.Events.Tests.Delivery.Hosting;

/// <summary>A subscriber on a real server that takes structured events and answers as it is told.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Func<JsonObject, int> _answer;

    private Subscriber(WebApplication application, Func<JsonObject, int> answer) => (_application, _answer) = (application, answer);

    public Uri Url { get; private set; } = null!;

    /// <summary>Every attempt, in the order of arrival: the event and what was answered.</summary>
    public ConcurrentQueue<(string Key, long KeySeq, string Id, int Status, JsonObject Event, IHeaderDictionary Headers)> Attempts { get; } = new();

    /// <summary>What was taken, in the order of arrival.</summary>
    public IEnumerable<(string Key, long KeySeq)> Taken => Attempts.Where(one => one.Status < 300).Select(one => (one.Key, one.KeySeq));

    public string AllowedOrigin { get; set; } = "*";

    public static async Task<Subscriber> StartAsync(Func<JsonObject, int> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var subscriber = new Subscriber(application, answer);
        application.Run(subscriber.TakeAsync);
        await application.StartAsync();
        subscriber.Url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook");
        return subscriber;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.Method == "OPTIONS")
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = AllowedOrigin;
            return;
        }

        var taken = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var status = _answer(taken);
        Attempts.Enqueue(((string)taken["partitionkey"]!, long.Parse((string)taken["keysequence"]!), (string)taken["id"]!, status, taken, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        context.Response.StatusCode = status;
    }
}
