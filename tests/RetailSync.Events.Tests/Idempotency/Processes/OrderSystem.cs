using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency.Processes;

/// <summary>A system that takes orders and remembers each one that it took. It lives on when the gateway before it is killed. Safe to use from many threads.</summary>
internal sealed class OrderSystem : IAsyncDisposable
{
    private const int LongAnswer = 16 * 1_048_576;

    private readonly FirstOrder _first;
    private readonly bool _honoursKey;
    private readonly Lock _lock = new();
    private readonly List<(int Id, string Number)> _taken = [];
    private readonly Dictionary<string, (int Id, string Number)> _byKey = [];
    private readonly HashSet<string> _inWork = [];
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _halfSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _posts;

    /// <param name="first">What it does with the first order.</param>
    /// <param name="honoursKey">Whether it knows a repeated order by its key.</param>
    public OrderSystem(FirstOrder first, bool honoursKey)
    {
        (_first, _honoursKey) = (first, honoursKey);
        Server = FakeUpstream.Handles(context => context.Request.Method == "GET" ? FindAsync(context) : TakeAsync(context));
    }

    /// <summary>Its server.</summary>
    public FakeUpstream Server { get; }

    /// <summary>The numbers of the orders that it took: the effects.</summary>
    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (_lock)
            {
                return [.. _taken.Select(order => order.Number)];
            }
        }
    }

    /// <summary>The keys that orders were sent with, one for each time that one was sent.</summary>
    public ConcurrentQueue<string> Sent { get; } = [];

    /// <summary>Runs after it was asked for an order, or refused one that it is working on.</summary>
    public Action WhenAsked { get; set; } = () => { };

    /// <summary>Completes when half of the first order's answer is on its way.</summary>
    public Task HalfSent => _halfSent.Task;

    /// <summary>Lets the first order go on.</summary>
    public void LetGo() => _letGo.TrySetResult();

    /// <summary>Waits until orders were sent this many times.</summary>
    public Task SentAsync(int times) => Deadline.UntilAsync(() => Task.FromResult(Sent.Count >= times ? "" : null), $"{times} orders are sent");

    public ValueTask DisposeAsync()
    {
        LetGo();
        return Server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var (key, number) = (context.Request.Headers["Idempotency-Key"].ToString(), body.RootElement.GetProperty("number").GetString()!);
        var first = Interlocked.Increment(ref _posts) == 1 ? _first : FirstOrder.IsAnswered;
        var isBusy = false;
        lock (_lock)
        {
            isBusy = _honoursKey && !_inWork.Add(key);
        }

        Sent.Enqueue(key);
        if (isBusy)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.CompleteAsync();
            WhenAsked();
            return;
        }

        if (first == FirstOrder.IsWorkedOn)
        {
            await _letGo.Task;
        }

        await AnswerAsync(context, Take(key, number), first);
    }

    private (int Id, string Number) Take(string key, string number)
    {
        lock (_lock)
        {
            _inWork.Remove(key);
            if (_honoursKey && _byKey.TryGetValue(key, out var before))
            {
                return before;
            }

            var order = (_taken.Count + 1, number);
            _taken.Add(order);
            _byKey[key] = order;
            return order;
        }
    }

    private async Task AnswerAsync(HttpContext context, (int Id, string Number) order, FirstOrder first)
    {
        var text = Text(order);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        switch (first)
        {
            case FirstOrder.IsHalfAnswered:
                context.Response.ContentLength = text.Length;
                await context.Response.WriteAsync(text[..5], context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                _halfSent.SetResult();
                await _letGo.Task.WaitAsync(context.RequestAborted);
                context.Abort();
                break;
            case FirstOrder.IsAnsweredAtLength:
                await context.Response.WriteAsync($$"""{"note":"{{new string('x', LongAnswer)}}",{{text[1..]}}""", context.RequestAborted);
                break;
            default:
                await context.Response.WriteAsync(text, context.RequestAborted);
                break;
        }
    }

    private async Task FindAsync(HttpContext context)
    {
        var number = context.Request.Query["number"].ToString();
        string found;
        lock (_lock)
        {
            found = string.Join(',', _taken.Where(order => order.Number == number).Select(Text));
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"items":[{{found}}]}""", context.RequestAborted);
        await context.Response.CompleteAsync();
        WhenAsked();
    }

    private static string Text((int Id, string Number) order) => $$"""{"id":"O-{{order.Id}}","number":"{{order.Number}}"}""";
}
