using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Tests;

/// <summary>Calls a system and reads its answer as JSON.</summary>
public sealed class SystemClient(HttpClient client) : IDisposable
{
    public HttpClient Http => client;

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, headers);

    public async Task<Answer> SendAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }
        else if (method is not "GET")
        {
            // Without any content the client would repeat the request by itself when a reused connection closes.
            request.Content = new ByteArrayContent([]);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            content.Length == 0 ? null : JsonNode.Parse(content),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag,
            response.Headers.RetryAfter?.Delta);
    }

    /// <summary>The operations in the ledger, in order.</summary>
    public async Task<IReadOnlyList<string>> AppliedAsync() =>
        [.. (await GetAsync("/_sandbox/ledger")).Body!.AsArray().Select(entry => (string)entry!["operation"]!)];

    public void Dispose() => client.Dispose();
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, JsonNode? Body, string? MediaType, string? ETag, TimeSpan? RetryAfter)
{
    /// <summary>The last part of the problem's type; empty when it is no problem.</summary>
    public string Problem => MediaType == "application/problem+json" ? ((string)Body!["type"]!).Split(':')[^1] : "";

    public string Text(string property) => (string)Body![property]!;
}
