using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Sandbox.Generic;

namespace RetailSync.Sandbox.Tests.Generic;

/// <summary>One generic system on a socket of its own, and a client for it.</summary>
internal sealed class GenericServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _client;

    private GenericServer(WebApplication server, HttpClient client, GenericSystem system, Ledger ledger)
    {
        _server = server;
        _client = client;
        System = system;
        Ledger = ledger;
    }

    public GenericSystem System { get; }

    public Ledger Ledger { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<GenericServer> StartAsync(string contract, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var ledger = new Ledger(time);
        var system = new GenericSystem(ContractFiles.SystemOf(contract), [ContractFiles.PathOf(contract)], ledger, time);
        var socket = LoopbackListener.Bind(system.Id, 0);
        var options = new SandboxOptions { ContractsFolder = "", LandscapeFolder = "", DataFolder = "", LoggerFactory = NullLoggerFactory.Instance, Clock = time };
        var server = await WebServer.StartAsync(
            socket,
            HttpProtocols.Http1,
            options,
            _ => { },
            app =>
            {
                app.UseMiddleware<ProblemMiddleware>();
                app.UseMiddleware<RequestFactsMiddleware>();
                system.Map(app);
            },
            Cancelled);
        return new GenericServer(server, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{LoopbackListener.PortOf(socket)}") }, system, ledger);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Post, path, body?.ToJsonString());

    public Task<Reply> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Reply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json, "application/merge-patch+json");

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        return new Reply(response.StatusCode, response.Content.Headers.ContentType?.ToString(), response.Headers.Location?.OriginalString, text);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    internal sealed record Reply(HttpStatusCode Status, string? ContentType, string? Location, string Text)
    {
        public JsonObject Json => JsonNode.Parse(Text) as JsonObject ?? throw new JsonException($"Not an object: {Text}");

        public IReadOnlyList<string> FaultPlaces => [.. Json["errors"]!.AsArray().Select(error => error!["instanceLocation"]!.GetValue<string>())];
    }
}
