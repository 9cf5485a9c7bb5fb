using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Remote;

/// <summary>Calls a running gateway's own endpoints. For one command at a time.</summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience };
    private readonly GatewayAccess _access;
    private string? _token;

    /// <summary>Makes one; it connects with the first call.</summary>
    public GatewayClient(GatewayAccess access) => _access = access;

    /// <summary>Reads.</summary>
    /// <exception cref="RemoteException">The gateway refused, or did not answer.</exception>
    public Task<RemoteAnswer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Changes something.</summary>
    /// <exception cref="RemoteException">The gateway refused, or did not answer.</exception>
    public Task<RemoteAnswer> PostAsync(string path, JsonObject? body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>A path with a query; parameters without a value are left out.</summary>
    public static string Path(string path, params (string Name, string? Value)[] query)
    {
        var given = query.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<RemoteAnswer> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_access.Gateway, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json);
        }

        if (_access.ApiKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }
        else if (_access.Client is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await TokenAsync(cancellationToken));
        }

        using var response = await SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = Parse(text);
        if (!response.IsSuccessStatusCode)
        {
            throw new RemoteException(Explain((int)response.StatusCode, answer as JsonObject, response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.First() : null));
        }

        return new RemoteAnswer(answer, NextOf(response));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw new RemoteException($"No answer came from {request.RequestUri!.GetLeftPart(UriPartial.Authority)}: {unreachable.Message} Say where the gateway is: --gateway <address>.");
        }
        catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new RemoteException($"No answer came from {request.RequestUri!.GetLeftPart(UriPartial.Authority)} within {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _access.Tokens) { Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]) };
        var credential = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(_access.Client!)}:{Uri.EscapeDataString(_access.ClientSecret!)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credential));
        using var response = await SendAsync(request, cancellationToken);
        var answer = Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return response.IsSuccessStatusCode && (string?)answer?["access_token"] is { } token
            ? token
            : throw new RemoteException($"{_access.Tokens} gave no token to '{_access.Client}': it answered {(int)response.StatusCode}{((string?)answer?["error"] is { } error ? $" {error}" : "")}.");
    }

    // RFC 9457: what is wrong stands in detail, and each fault of a body with its place in errors.
    private static string Explain(int status, JsonObject? problem, string? requestId)
    {
        var text = new StringBuilder($"The gateway answered {status}");
        if ((string?)problem?["type"] is { } type)
        {
            text.Append(' ').Append(type.Split('/', ':', '#')[^1]);
        }

        text.Append(": ").Append((string?)problem?["detail"] ?? (string?)problem?["title"] ?? "it said nothing more.");
        foreach (var error in (problem?["errors"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            text.Append('\n').Append("  ").Append((string?)error["instanceLocation"] ?? (string?)error["pointer"]).Append(' ').Append((string?)error["error"] ?? (string?)error["detail"]);
        }

        if (status == 401)
        {
            text.Append("\nSay who you are: --api-key, the environment variable RETAILSYNC_API_KEY, or --client with --client-secret.");
        }

        return requestId is null ? text.ToString() : text.Append("\nRequest ").Append(requestId).ToString();
    }

    private static string? NextOf(HttpResponseMessage response)
    {
        foreach (var link in response.Headers.TryGetValues("Link", out var links) ? links : [])
        {
            if (link.Contains("rel=\"next\"", StringComparison.Ordinal) && link.IndexOf('>', StringComparison.Ordinal) is > 1 and var end)
            {
                return link[1..end];
            }
        }

        return null;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
