using System.Globalization;
using System.Net;

namespace RetailSync.Events.Webhooks;

/// <summary>
/// Asks a URL whether it wants our events, before it gets any (CloudEvents HTTP 1.1 Web Hooks, section 4). Consent is the header <c>WebHook-Allowed-Origin</c>, never the
/// status. Safe to use from many threads.
/// </summary>
internal sealed class WebhookHandshake(HttpMessageInvoker http, WebhookOptions options, TimeProvider clock)
{
    /// <summary>Asks. Never throws but when cancelled: what went wrong is told in the result.</summary>
    public async Task<HandshakeResult> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, TimeSpan.FromSeconds(options.TimeoutSeconds), Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Options, url) { Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", options.Origin);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HandshakeResult($"The handshake got no answer within {options.TimeoutSeconds} s.", null);
        }
        catch (HttpRequestException failed)
        {
            return new HandshakeResult(failed.InnerException is RefusedAddressException refused ? refused.Message : $"The handshake found no connection: {failed.HttpRequestError}.", null);
        }
    }

    private HandshakeResult Judge(HttpResponseMessage response)
    {
        var origins = response.Headers.TryGetValues("WebHook-Allowed-Origin", out var values) ? values.SelectMany(value => value.Split(',')).Select(value => value.Trim()).ToList() : [];
        if (!origins.Exists(origin => origin == "*" || string.Equals(origin, options.Origin, StringComparison.OrdinalIgnoreCase)))
        {
            return new HandshakeResult($"The URL does not consent: its answer to OPTIONS ({(int)response.StatusCode}) has no header WebHook-Allowed-Origin with '{options.Origin}' or '*'.", null);
        }

        var rate = response.Headers.TryGetValues("WebHook-Allowed-Rate", out var rates) ? rates.First().Trim() : "*";
        return rate == "*"
            ? new HandshakeResult(null, null)
            : int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var perMinute) && perMinute > 0
                ? new HandshakeResult(null, perMinute)
                : new HandshakeResult("The URL's WebHook-Allowed-Rate is neither a number of requests in a minute nor '*'.", null);
    }
}
