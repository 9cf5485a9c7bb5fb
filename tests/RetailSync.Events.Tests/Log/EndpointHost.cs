using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Log;

/// <summary>Our endpoints on a real server, with callers that name themselves in a header and answers as the pipeline gives them.</summary>
internal sealed class EndpointHost : IAsyncDisposable, IEndpointAnswers
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _end = new();

    private EndpointHost(WebApplication application) => _application = application;

    public HttpClient Client { get; private set; } = null!;

    public CancellationToken StreamsEnd => _end.Token;

    public static async Task<EndpointHost> StartAsync(Func<IEndpointAnswers, IEnumerable<IProductEndpoints>> rooms)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var application = builder.Build();
        var host = new EndpointHost(application);
        application.UseRouting();
        foreach (var room in rooms(host))
        {
            room.Map(application);
        }

        await application.StartAsync();
        host.Client = new HttpClient { BaseAddress = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        host.Client.DefaultRequestHeaders.Add("X-Test-Consumer", "loyalty");
        return host;
    }

    public Task EndStreamsAsync() => _end.CancelAsync();

    public Exchange ExchangeOf(HttpContext context)
    {
        var consumer = new Consumer { Id = context.Request.Headers["X-Test-Consumer"].ToString(), Name = "", Owner = "team" };
        var exchange = new TestExchange(context, new FakeSnapshot([consumer]));
        exchange.Identify(new Caller { Consumer = consumer, Scopes = [.. context.Request.Headers["X-Test-Scopes"].ToString().Split(' ')], Scheme = "api-key", Team = "team" });
        return exchange;
    }

    public void Begin(HttpContext context) => context.Response.Headers["X-Request-Id"] = "test";

    public async ValueTask RefuseAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Type.Status;
        foreach (var (name, value) in problem.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var body = new JsonObject { ["type"] = problem.Type.Uri, ["detail"] = problem.Detail, ["errors"] = new JsonArray([.. problem.Errors.Select(error => (JsonNode)new JsonObject { ["at"] = error.InstanceLocation, ["error"] = error.Error })]) };
        await context.Response.WriteAsync(body.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _end.Dispose();
    }

    private sealed class TestExchange(HttpContext context, ISnapshot snapshot) : Exchange(context, "test", snapshot, 0);
}
