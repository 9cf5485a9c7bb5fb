using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RetailSync.Testing;

/// <summary>
/// A real HTTP server on loopback, port 0, that records what it receives and answers as the test says. It is running when a factory method returns.
/// Safe to use from many threads.
/// </summary>
public sealed class FakeUpstream : IUpstream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly RequestLog _log = new();
    private readonly ConcurrentDictionary<string, int> _connections = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private volatile UpstreamBehaviour _behaviour;
    private int _aborted;

    private FakeUpstream(UpstreamBehaviour behaviour, HttpProtocols protocols)
    {
        _behaviour = behaviour;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = protocols);
        });
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AnswerAsync);
        _app.Start();
        Address = new Uri(_app.Urls.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Everything it received, in the order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Requests;

    /// <summary>How many requests ended because the caller went away.</summary>
    public int Aborted => Volatile.Read(ref _aborted);

    /// <summary>The only request that it received; the test fails when there is none or more.</summary>
    public RecordedRequest OnlyRequest()
    {
        var requests = Requests;
        return requests.Count == 1
            ? requests[0]
            : throw new InvalidOperationException($"The upstream received {requests.Count} requests, not one: {string.Join(", ", requests.Select(request => $"{request.Method} {request.RawTarget}"))}");
    }

    /// <summary>Answers with a status and, where given, a body.</summary>
    public static FakeUpstream Returns(int status, string? body = null, string contentType = "application/json") => Start(UpstreamBehaviour.Returns(status, body, contentType));

    /// <summary>Answers with what it received: the same body and content type, status 200.</summary>
    public static FakeUpstream Echo() => Start(UpstreamBehaviour.Echo());

    /// <summary>Streams the given events as <c>text/event-stream</c>, each flushed, and then ends.</summary>
    public static FakeUpstream StreamsEvents(params string[] events) => Start(UpstreamBehaviour.StreamsEvents(events));

    /// <summary>Accepts a WebSocket and sends every message back until the client closes.</summary>
    public static FakeUpstream EchoesWebSocket() => Start(UpstreamBehaviour.EchoesWebSocket());

    /// <summary>Reads the request and then never answers; <see cref="Aborted"/> counts who gave up.</summary>
    public static FakeUpstream Hangs() => Start(UpstreamBehaviour.Hangs());

    /// <summary>Cuts the connection when the head has arrived, before any of the body is read.</summary>
    public static FakeUpstream ClosesBeforeReading() => Start(UpstreamBehaviour.ClosesBeforeReading());

    /// <summary>Reads the whole request and cuts the connection without an answer.</summary>
    public static FakeUpstream ClosesAfterReading() => Start(UpstreamBehaviour.ClosesAfterReading());

    /// <summary>Answers with a body of this many bytes that is never whole in memory.</summary>
    public static FakeUpstream Sends(long bytes) => Start(UpstreamBehaviour.Sends(bytes));

    /// <summary>Answers as the handler says. The body is recorded first unless <paramref name="readsBody"/> is false.</summary>
    public static FakeUpstream Handles(RequestDelegate handler, bool readsBody = true) => Start(new UpstreamBehaviour(handler, readsBody));

    /// <summary>Starts one with any behaviour; <see cref="HttpProtocols.Http2"/> is HTTP/2 without TLS.</summary>
    public static FakeUpstream Start(UpstreamBehaviour behaviour, HttpProtocols protocols = HttpProtocols.Http1) => new(behaviour, protocols);

    /// <summary>Behaves differently from the next request on.</summary>
    public void Behave(UpstreamBehaviour behaviour) => _behaviour = behaviour;

    /// <summary>Waits until this many requests have arrived.</summary>
    public Task WaitForRequestsAsync(int count) => _log.WaitAsync(count, Patience);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var behaviour = _behaviour;
        byte[] body = [];
        try
        {
            if (behaviour.ReadsBody)
            {
                using var buffer = new MemoryStream();
                await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
                body = buffer.ToArray();
                context.Request.Body = new MemoryStream(body);
            }

            _log.Add(Record(context, body));
            using var stop = _stopping.Token.Register(context.Abort);
            await behaviour.Handler(context);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or Microsoft.AspNetCore.Http.BadHttpRequestException && context.RequestAborted.IsCancellationRequested)
        {
            Interlocked.Increment(ref _aborted);
        }
    }

    private RecordedRequest Record(HttpContext context, byte[] body) => new()
    {
        Method = context.Request.Method,
        RawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Protocol = context.Request.Protocol,
        Headers = [.. context.Request.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")))],
        Body = body,
        Connection = _connections.GetOrAdd(context.Connection.Id, _ => _connections.Count + 1),
    };
}
