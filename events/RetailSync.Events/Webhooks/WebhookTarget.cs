using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Log;

namespace RetailSync.Events.Webhooks;

/// <summary>Sends events to a subscriber's URL. Safe to use from many threads.</summary>
/// <param name="http">The client for all webhooks.</param>
/// <param name="settings">Where and how.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class WebhookTarget(HttpMessageInvoker http, WebhookSettings settings, TimeProvider clock) : IDeliveryTarget
{
    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, settings.Timeout, Timeout.InfiniteTimeSpan);
        using var request = Request(outgoing);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(SendVerdict.Retry, $"no answer within {settings.Timeout.TotalSeconds:0} s", EndpointIsIll: true);
        }
        catch (HttpRequestException failed)
        {
            return new SendResult(SendVerdict.Retry, Reason(failed), EndpointIsIll: true);
        }
        catch (IOException broken)
        {
            return new SendResult(SendVerdict.Retry, broken.Message, EndpointIsIll: true);
        }
    }

    /// <summary>What follows from an answer. CloudEvents HTTP 1.1 Web Hooks, section 2.2, and Standard Webhooks.</summary>
    internal SendResult Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var reason = status.ToString(CultureInfo.InvariantCulture);
        var wait = RetryAfter(response.Headers.RetryAfter);
        return status switch
        {
            >= 200 and < 300 => SendResult.Delivered,
            410 => new SendResult(SendVerdict.Gone, "the subscriber answered 410"),
            415 => new SendResult(SendVerdict.DeadLetter, "the subscriber answered 415"),
            429 => new SendResult(SendVerdict.Throttled, reason, wait),
            503 when wait is not null => new SendResult(SendVerdict.Throttled, reason, wait),
            >= 500 or 408 => new SendResult(SendVerdict.Retry, $"the subscriber answered {reason}", wait, EndpointIsIll: true),
            >= 300 and < 400 => new SendResult(SendVerdict.Retry, $"the subscriber answered {reason}; redirects are not followed", wait),
            _ => new SendResult(SendVerdict.Retry, $"the subscriber answered {reason}", wait),
        };
    }

    private HttpRequestMessage Request(Outgoing outgoing)
    {
        var (stored, marks) = (outgoing.Event, outgoing.Marks);
        var body = settings.IsBinary ? stored.Data ?? ReadOnlyMemory<byte>.Empty : CloudEventWriter.ToStructured(stored, marks);
        var content = new ReadOnlyMemoryContent(body);
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = content, Version = HttpVersion.Version11 };
        if (settings.IsBinary)
        {
            foreach (var (name, value) in CloudEventWriter.ToBinaryHeaders(stored, marks))
            {
                var headers = name == "Content-Type" ? (HttpHeaders)content.Headers : request.Headers;
                headers.TryAddWithoutValidation(name, value);
            }
        }
        else
        {
            content.Headers.TryAddWithoutValidation("Content-Type", CloudEventWriter.StructuredType + "; charset=utf-8");
        }

        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.TryAddWithoutValidation("webhook-id", stored.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Sign(settings.Secrets(), stored.Id, timestamp, body.Span));
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", settings.Origin);
        if (settings.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (stored.TraceParent is { } trace)
        {
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        }

        return request;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string Reason(HttpRequestException failed) => failed.InnerException is RefusedAddressException refused ? refused.Message : $"no connection: {failed.HttpRequestError}";
}
