using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>Sends the tour's requests to the gateway, to the token server and to the systems' own addresses.</summary>
internal sealed class TourClient(TourTarget target) : IDisposable
{
    /// <summary>The secret of every client in the sandbox.</summary>
    private const string SandboxSecret = "sandbox-secret";

    private static readonly TimeSpan PatienceForOne = TimeSpan.FromSeconds(30);

    // No proxy: everything that the tour talks to is on this machine or named by its options.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = PatienceForOne };
    private readonly Dictionary<Caller, string> _tokens = [];

    /// <summary>Where the parts are.</summary>
    public TourTarget Target => target;

    /// <summary>Sends one call to the gateway.</summary>
    public async Task<TourAnswer> SendAsync(TourCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, new Uri(target.Gateway, call.Path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        if (call.Caller != Caller.Nobody)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(call.Caller, cancellationToken));
        }

        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (call.Body is { } body)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(MediaTypeNames.Application.Json));
        }

        return await SendAsync(request, call.System ?? TourTarget.GatewayName, "", cancellationToken);
    }

    /// <summary>Fetches a token and keeps it for the calls of this caller.</summary>
    public async Task<TourAnswer> FetchTokenAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        var credential = Encoding.ASCII.GetBytes($"{ClientId(caller)}:{SandboxSecret}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credential));
        var answer = await SendAsync(request, "tokens", " Say where the sandbox's token server is: --tokens <address>.", cancellationToken);
        TourStoppedException.ThrowUnless(answer.Status == 200, $"{target.TokenEndpoint} gave no token to '{ClientId(caller)}': it answered {answer.Status}.");
        _tokens[caller] = answer.Text("access_token");
        return answer;
    }

    /// <summary>A system's own ledger: every change that it really applied.</summary>
    public async Task<JsonArray> LedgerAsync(string system, CancellationToken cancellationToken)
    {
        var address = target.LedgerOf(system);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await SendAsync(request, system, " Say where the sandbox's systems are: --first-system-port <port>.", cancellationToken);
        return answer.Body as JsonArray ?? throw new TourStoppedException($"{address} answered {answer.Status} and no ledger.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>The client's id at the token server.</summary>
    public static string ClientId(Caller caller) => caller == Caller.Guest ? "guest" : "explorer";

    private async Task<string> TokenAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!_tokens.ContainsKey(caller))
        {
            await FetchTokenAsync(caller, cancellationToken);
        }

        return _tokens[caller];
    }

    private async Task<TourAnswer> SendAsync(HttpRequestMessage request, string receiver, string hint, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            var byGateway = headers.TryGetValue("Proxy-Status", out var proxy) && proxy.StartsWith("retailsync", StringComparison.Ordinal);
            return new TourAnswer(
                (int)response.StatusCode,
                byGateway ? TourTarget.GatewayName : receiver,
                headers,
                Parse(await response.Content.ReadAsStringAsync(cancellationToken)));
        }
        catch (HttpRequestException unreachable)
        {
            throw new TourStoppedException($"No answer came from {request.RequestUri}: {unreachable.Message}.{hint}");
        }
        catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new TourStoppedException($"No answer came from {request.RequestUri} within {PatienceForOne.TotalSeconds} seconds.");
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A page for people, perhaps; the story looks at nothing but JSON.
            return null;
        }
    }
}
