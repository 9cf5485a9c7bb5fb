using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Driving;

/// <summary>One client: sends one change after another, and either asks until it knows or never asks twice.</summary>
/// <param name="http">The connections.</param>
/// <param name="front">Where the gateways are.</param>
/// <param name="order">What to send.</param>
/// <param name="number">The client's number.</param>
/// <param name="seed">Where its random choices begin.</param>
/// <param name="tally">Counts what was acknowledged; null: nobody does.</param>
internal sealed class ClientLoop(HttpClient http, Front front, LoadOrder order, int number, int seed, Tally? tally = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(40);

    private readonly Random _random = new(seed);
    private readonly List<ClientChange> _changes = [];
    private int _turn;

    /// <summary>Sends changes until it is told to stop, and then goes on only with the one that it has begun.</summary>
    /// <param name="stop">No new change.</param>
    /// <param name="giveUp">No further attempt either.</param>
    public async Task<IReadOnlyList<ClientChange>> RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        for (var count = 0; !stop.IsCancellationRequested && count < order.MostChangesEach; count++)
        {
            while (front.Pick(0) is null && !stop.IsCancellationRequested)
            {
                // A change that nobody could take says nothing.
                await WaitAsync(giveUp);
            }

            var change = $"{order.Name}-{number:00}-{count:00000}";
            var key = _random.NextDouble() < order.Creates ? null : $"{order.Name}-{_random.Next(order.Keys):00}";
            var began = TimeProvider.System.GetTimestamp();
            _changes.Add(await SettleAsync(change, key, giveUp));
            if (_changes[^1].Verdict is ClientVerdict.Ok)
            {
                tally?.Note(TimeProvider.System.GetElapsedTime(began));
            }
        }

        return _changes;
    }

    private async Task<ClientChange> SettleAsync(string change, string? key, CancellationToken giveUp)
    {
        var isInDoubt = false;
        for (var attempt = 1; ; attempt++)
        {
            var (verdict, last) = await TryAsync(change, key, giveUp);
            isInDoubt |= verdict is null;
            if (number >= order.Clients - order.ClientsThatNeverRetry && verdict is not ClientVerdict.Ok)
            {
                await WaitAsync(giveUp);
                return new ClientChange(change, verdict ?? ClientVerdict.Unknown, attempt, last);
            }

            var isFinal = verdict is ClientVerdict.Ok || (verdict is ClientVerdict.Fail && !IsTransient(last));
            if (isFinal || giveUp.IsCancellationRequested)
            {
                // A client that was left in doubt before cannot take a later "not now" for a no.
                return new ClientChange(change, isFinal || !isInDoubt ? verdict ?? ClientVerdict.Unknown : ClientVerdict.Unknown, attempt, last);
            }

            await WaitAsync(giveUp);
        }
    }

    // Null: not known.
    private async Task<(ClientVerdict? Verdict, string Last)> TryAsync(string change, string? key, CancellationToken giveUp)
    {
        if (front.Pick(number + _turn++) is not { } address)
        {
            return (ClientVerdict.Fail, "no gateway");
        }

        using var request = new HttpRequestMessage(key is null ? HttpMethod.Post : HttpMethod.Put, new Uri(address, key is null ? "/ledger/v1/things" : $"/ledger/v1/things/{key}"));
        request.Headers.Add("X-Api-Key", order.ApiKey);
        request.Headers.Add("Idempotency-Key", $"\"{change}\"");
        if (order.Way is { } way)
        {
            request.Headers.Add("X-Way", way);
        }

        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes($$"""{"change":"{{change}}"}""")) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        limit.CancelAfter(LongestAttempt);
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            return await JudgeAsync(answer, limit.Token);
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return (ClientVerdict.Fail, "connection refused");
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            return (null, lost.GetType().Name);
        }
    }

    private static async Task<(ClientVerdict? Verdict, string Last)> JudgeAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.IsSuccessStatusCode)
        {
            return (ClientVerdict.Ok, $"{(int)answer.StatusCode}");
        }

        var problem = await ProblemAsync(answer, cancel);
        var last = $"{(int)answer.StatusCode} {problem}";
        return (answer.StatusCode, problem) switch
        {
            (HttpStatusCode.Conflict, "outcome-pending" or "idempotency-in-flight") => (null, last),
            (HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway or HttpStatusCode.InternalServerError, _) => (null, last),
            _ => (ClientVerdict.Fail, last),
        };
    }

    // Not done, and worth another attempt.
    private static bool IsTransient(string last) =>
        last is "no gateway" or "connection refused" || last.StartsWith("503", StringComparison.Ordinal) || last.StartsWith("429", StringComparison.Ordinal) || last.EndsWith("key-blocked", StringComparison.Ordinal);

    private static async Task<string> ProblemAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return "";
        }

        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        return document.RootElement.TryGetProperty("type", out var type) ? type.GetString()!.Split('/', '#')[^1] : "";
    }

    private Task WaitAsync(CancellationToken giveUp) =>
        Task.Delay(Pause + (Pause * _random.NextDouble()), TimeProvider.System, giveUp).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
