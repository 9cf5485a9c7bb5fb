using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency.Processes;

/// <summary>One gateway of a stage, a process of its own. Disposing it kills it with SIGKILL.</summary>
internal sealed class CaseNode(GatewayProcess process, string token) : IAsyncDisposable
{
    private int _isKilled;

    /// <summary>Where callers reach it.</summary>
    public Uri Address => process.Http;

    /// <summary>Sends an order and reads the whole answer.</summary>
    public async Task<JournalAnswer> OrderAsync(string key, string number, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/crm/v1/orders", UriKind.Relative)) { Content = new StringContent(Body(number), new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Idempotency-Key", key);
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        return await SendAsync(request);
    }

    /// <summary>Sends an order that nobody waits for the answer of; it ends with the node.</summary>
    public void Order(string key, string number) => _ = OrderAsync(key, number).ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);

    /// <summary>The head of an order with this much of the body to come, as it stands on the line.</summary>
    public string Head(string key, string number) =>
        $"POST /crm/v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {Body(number).Length}\r\n\r\n";

    /// <summary>The operations in a state.</summary>
    public async Task<JsonArray> OperationsAsync(string? state = null) => (JsonArray)(await GetAsync("/operations" + (state is null ? "" : $"?state={state}")))["items"]!;

    /// <summary>Waits until there is an operation in a state.</summary>
    public Task<JsonNode> OperationAsync(string state) => Deadline.UntilAsync(async () => (await OperationsAsync(state)).FirstOrDefault(), $"an operation is {state}", TimeSpan.FromSeconds(60));

    /// <summary>Every event in the log.</summary>
    public async Task<JsonArray> EventsAsync() => (JsonArray)await GetAsync("/events?limit=500");

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isKilled, 1) == 0 ? process.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>The body of an order.</summary>
    public static string Body(string number) => $$"""{"number":"{{number}}"}""";

    private async Task<JsonNode> GetAsync(string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target, UriKind.Relative));
        var answer = await SendAsync(request);
        Assert.True(answer.Status == 200, $"{target}: {answer.Status} {answer.Text}");
        return JsonNode.Parse(answer.Text)!;
    }

    private async Task<JournalAnswer> SendAsync(HttpRequestMessage request)
    {
        using var client = TestClients.Http1(process.Http);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new JournalAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), [.. answer.Headers.Concat(answer.Content.Headers)]);
    }
}
