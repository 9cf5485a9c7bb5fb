using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Subscriber;

/// <summary>Takes webhooks of any number of subscriptions, on a socket of the suite's own process, and remembers what came in which order. Safe to use from many threads.</summary>
internal sealed class SubscriberServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Inbox> _inboxes = new(StringComparer.Ordinal);

    private SubscriberServer(WebApplication app) => _app = app;

    /// <summary>What is answered to a delivery; null, the default: 204. It is remembered as taken when that is a success.</summary>
    public Func<string, Arrival, int?> Answer { get; set; } = static (_, _) => null;

    /// <summary>The longest time between a delivery's arrival and its answer, in milliseconds; each has a random part of it.</summary>
    public int LongestPauseMilliseconds { get; set; } = 6;

    /// <summary>Starts it.</summary>
    public static async Task<SubscriberServer> StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new SubscriberServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancel);
        return server;
    }

    /// <summary>Where a subscription's events go.</summary>
    public Uri AddressOf(string subscription) => new(new Uri(_app.Urls.Single()), $"/hooks/{subscription}");

    /// <summary>Says which secret a subscription signs with; what has come before waits for it.</summary>
    /// <param name="subscription">The subscription's id.</param>
    /// <param name="secret">As the gateway shows it: <c>whsec_</c> and Base64.</param>
    public void Trust(string subscription, string secret) => InboxOf(subscription).Secret.TrySetResult(Convert.FromBase64String(secret["whsec_".Length..]));

    /// <summary>What has come, in order.</summary>
    public IReadOnlyList<Arrival> Arrivals(string subscription) => InboxOf(subscription).All();

    /// <summary>How many different events were taken.</summary>
    public int Taken(string subscription) => InboxOf(subscription).Taken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Inbox InboxOf(string subscription) => _inboxes.GetOrAdd(subscription, static _ => new Inbox());

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Method == HttpMethods.Options)
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = "*";
            return;
        }

        var name = context.Request.Path.Value!.Split('/')[^1];
        var inbox = InboxOf(name);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var secret = await inbox.Secret.Task.WaitAsync(Patience, TimeProvider.System, context.RequestAborted);
        var headers = context.Request.Headers;
        var id = headers["webhook-id"].ToString();
        var arrival = Read(id, body.ToArray()) with { IsSigned = StandardWebhook.IsSigned(secret, id, headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray()) };
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(LongestPauseMilliseconds)), TimeProvider.System, CancellationToken.None);
        var status = Answer(name, arrival) ?? StatusCodes.Status204NoContent;
        inbox.Add(arrival with { IsTaken = status is >= 200 and < 300 });
        context.Response.StatusCode = status;
    }

    private static Arrival Read(string id, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var key = root.GetProperty("partitionkey").GetString()!;
        return new Arrival(
            id,
            root.GetProperty("id").GetString()!,
            key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..],
            root.TryGetProperty("data", out var data) && data.TryGetProperty("change", out var change) ? change.GetString()! : $"no data in event {id}")
        {
            KeySequence = long.Parse(root.GetProperty("keysequence").GetString()!, CultureInfo.InvariantCulture),
            IsReplayed = root.TryGetProperty("replayed", out var replayed) && replayed.ValueKind == JsonValueKind.True,
            GapFrom = root.TryGetProperty("gapfrom", out var gap) ? long.Parse(gap.GetString()!, CultureInfo.InvariantCulture) : null,
            Age = TimeProvider.System.GetUtcNow() - root.GetProperty("recordedtime").GetDateTimeOffset(),
        };
    }

    private sealed class Inbox
    {
        private readonly Lock _gate = new();
        private readonly List<Arrival> _arrivals = [];
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public TaskCompletionSource<byte[]> Secret { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Taken
        {
            get
            {
                lock (_gate)
                {
                    return _taken.Count;
                }
            }
        }

        public void Add(Arrival arrival)
        {
            lock (_gate)
            {
                _arrivals.Add(arrival);
                if (arrival.IsTaken)
                {
                    _taken.Add(arrival.Id);
                }
            }
        }

        public IReadOnlyList<Arrival> All()
        {
            lock (_gate)
            {
                return [.. _arrivals];
            }
        }
    }
}
