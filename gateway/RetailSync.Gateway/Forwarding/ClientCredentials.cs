using System.Net.Http.Headers;
using System.Text.Json;

namespace RetailSync.Gateway.Forwarding;

/// <summary>OAuth client credentials (RFC 6749, section 4.4): a token is fetched once, kept until shortly before it expires, and shared. At most 10 seconds and 64 KB.</summary>
internal sealed class ClientCredentials(Uri tokenEndpoint, string clientId, string secret, string? scope, HttpMessageInvoker http, TimeProvider clock)
    : IUpstreamCredential, IDisposable
{
    private const int MaxBytes = 65_536;

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Token? _token;

    /// <inheritdoc/>
    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_token is { } token && clock.GetUtcNow() < token.UsableUntil)
        {
            request.Headers.Authorization = token.Header;
            return ValueTask.CompletedTask;
        }

        return FetchAndApplyAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _fetching.Dispose();

    private async ValueTask FetchAndApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (_token is not { } token || clock.GetUtcNow() >= token.UsableUntil)
            {
                _token = token = await FetchAsync(cancellationToken);
            }

            request.Headers.Authorization = token.Header;
        }
        finally
        {
            _fetching.Release();
        }
    }

    private async Task<Token> FetchAsync(CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, tokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var answer = await http.SendAsync(message, either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                throw new UpstreamCredentialException($"The token endpoint {tokenEndpoint} answered {(int)answer.StatusCode} to client {clientId}.");
            }

            await answer.Content.LoadIntoBufferAsync(MaxBytes, either.Token);
            using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(either.Token), default, either.Token);
            var value = body.RootElement.GetProperty("access_token").GetString() ?? throw new KeyNotFoundException("access_token is null.");
            var seconds = body.RootElement.TryGetProperty("expires_in", out var expires) ? expires.GetInt32() : 60;
            return new Token(new AuthenticationHeaderValue("Bearer", value), clock.GetUtcNow() + TimeSpan.FromSeconds(seconds) - Margin);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamCredentialException($"The token endpoint {tokenEndpoint} did not answer client {clientId} within {Patience.TotalSeconds} s.");
        }
        catch (Exception unusable) when (unusable is HttpRequestException or IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UpstreamCredentialException($"The token endpoint {tokenEndpoint} gave no usable token to client {clientId}: {unusable.Message}");
        }
    }

    private sealed record Token(AuthenticationHeaderValue Header, DateTimeOffset UsableUntil);
}
