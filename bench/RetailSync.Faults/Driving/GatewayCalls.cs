using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Faults.Driving;

/// <summary>Calls of the gateways' own endpoints, as any consumer makes them. Safe to use from many threads.</summary>
/// <param name="http">The connections.</param>
/// <param name="front">Where the gateways are.</param>
/// <param name="apiKey">The key to call with.</param>
internal sealed class GatewayCalls(HttpClient http, Front front, string apiKey)
{
    /// <summary>Reads something.</summary>
    /// <exception cref="FaultException">It was refused, or no gateway runs.</exception>
    public Task<GatewayAnswer> GetAsync(string target, CancellationToken cancel) => SendAsync(HttpMethod.Get, target, null, cancel);

    /// <summary>Asks for something.</summary>
    /// <exception cref="FaultException">It was refused, or no gateway runs.</exception>
    public async Task<GatewayAnswer> SendAsync(HttpMethod method, string target, JsonObject? body, CancellationToken cancel)
    {
        var address = front.Pick(0) ?? throw new FaultException("No gateway runs.");
        using var request = new HttpRequestMessage(method, new Uri(address, target));
        request.Headers.Add("X-Api-Key", apiKey);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new FaultException($"{method} {target}: {(int)answer.StatusCode} {text}");
        }

        var link = answer.Headers.TryGetValues("Link", out var links) ? links.First() : null;
        return new GatewayAnswer(JsonDocument.Parse(text), link?[1..link.IndexOf('>', StringComparison.Ordinal)]);
    }
}
