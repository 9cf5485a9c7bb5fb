using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RetailSync.Faults.Network;

/// <summary>Stands between gateways and their system as a careless proxy would: repeats requests at once and much later, hands answers over too late, and hands requests over whose sender has gone. Safe to use from many threads.</summary>
internal sealed class GoBetween : IAsyncDisposable
{
    private static readonly string[] RequestHeaders = ["Idempotency-Key", "If-Match"];

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 });
    private readonly ConcurrentBag<Task> _stragglers = [];
    private Uri? _target;
    private int _repeated;
    private int _heldBack;
    private int _abandoned;

    private GoBetween(WebApplication app) => _app = app;

    /// <summary>Of 1, how many requests are sent twice at the same time and once more later; the system must know them by their key.</summary>
    public double Repeats { get; set; }

    /// <summary>Of 1, how many answers are handed over only after <see cref="HeldBackFor"/>.</summary>
    public double HoldsBack { get; set; }

    /// <summary>Of 1, how many requests are handed over only after their connection was closed.</summary>
    public double Abandons { get; set; }

    /// <summary>How long answers are held back: longer than the gateway waits.</summary>
    public TimeSpan HeldBackFor { get; init; } = TimeSpan.FromMilliseconds(1_500);

    /// <summary>The longest time after which a copy or an abandoned request is handed over.</summary>
    public TimeSpan LatestAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often it did what.</summary>
    public (int Repeated, int HeldBack, int Abandoned) Done => (_repeated, _heldBack, _abandoned);

    /// <summary>Starts it.</summary>
    public static async Task<GoBetween> StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var between = new GoBetween(builder.Build());
        between._app.Run(between.HandleAsync);
        await between._app.StartAsync(cancel);
        return between;
    }

    /// <summary>Leads to a system from now on.</summary>
    /// <returns>Its own address.</returns>
    public Uri Lead(Uri target)
    {
        _target = target;
        return new Uri(_app.Urls.Single());
    }

    /// <summary>Passes everything on from now on, and waits until the last straggler has been handed over.</summary>
    public Task ComeToRestAsync()
    {
        (Repeats, HoldsBack, Abandons) = (0, 0, 0);
        return Task.WhenAll(_stragglers);
    }

    public async ValueTask DisposeAsync()
    {
        await ComeToRestAsync();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var sent = new Sent(context.Request, body.ToArray());
        var chance = Random.Shared.NextDouble();
        if (context.Request.Method is "GET" || (chance -= Repeats) >= 0)
        {
            await HandOverAsync(context, sent, chance);
            return;
        }

        Interlocked.Increment(ref _repeated);
        var twin = SendAsync(sent, TimeSpan.Zero);
        _stragglers.Add(twin);
        _stragglers.Add(SendAsync(sent, LatestAfter * Random.Shared.NextDouble()));
        await AnswerAsync(context, sent);
    }

    private async Task HandOverAsync(HttpContext context, Sent sent, double chance)
    {
        if (sent.Method != "GET" && chance < Abandons)
        {
            Interlocked.Increment(ref _abandoned);
            context.Abort();
            _stragglers.Add(SendAsync(sent, LatestAfter * Random.Shared.NextDouble()));
            return;
        }

        if (sent.Method != "GET" && chance < Abandons + HoldsBack)
        {
            Interlocked.Increment(ref _heldBack);
            await AnswerAsync(context, sent, HeldBackFor);
            return;
        }

        await AnswerAsync(context, sent);
    }

    private async Task AnswerAsync(HttpContext context, Sent sent, TimeSpan pause = default)
    {
        using var request = sent.ToRequest(_target!);
        try
        {
            using var answer = await _http.SendAsync(request, CancellationToken.None);
            var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            if (answer.Headers.ETag is { } tag)
            {
                context.Response.Headers.ETag = tag.ToString();
            }

            await context.Response.Body.WriteAsync(body, CancellationToken.None);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    // Whoever sent it hears nothing of this one.
    private async Task SendAsync(Sent sent, TimeSpan pause)
    {
        await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        using var request = sent.ToRequest(_target!);
        try
        {
            using var ignored = await _http.SendAsync(request, CancellationToken.None);
        }
        catch (HttpRequestException)
        {
            // The system hung up: nobody asks.
        }
    }

    private sealed class Sent(HttpRequest from, byte[] body)
    {
        private readonly string _target = from.Path + from.QueryString;
        private readonly string? _type = from.ContentType;
        private readonly List<(string Name, string Value)> _headers = [.. RequestHeaders.Where(name => from.Headers.ContainsKey(name)).Select(name => (name, from.Headers[name].ToString()))];

        public string Method { get; } = from.Method;

        public HttpRequestMessage ToRequest(Uri system)
        {
            var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(system, _target));
            foreach (var (name, value) in _headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (body.Length > 0)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", _type);
            }

            return request;
        }
    }
}
