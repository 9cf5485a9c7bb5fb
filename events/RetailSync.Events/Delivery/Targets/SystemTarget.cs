using System.Text.Json.Nodes;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Expressions;
using RetailSync.Gateway;

namespace RetailSync.Events.Delivery.Targets;

/// <summary>Turns events into calls to a system, through the gateway's own pipeline. Safe to use from many threads.</summary>
internal sealed class SystemTarget(string subscription, SystemTargetSettings settings, IPipelineClient pipeline) : IDeliveryTarget
{
    // The gateway's own answers that pass by themselves.
    private static readonly string[] Passing = ["idempotency-in-flight", "outcome-pending", "outcome-unknown", "key-blocked", "lane-full"];

    private readonly JsonNode? _body = settings.Body is null ? null : JsonNode.Parse(settings.Body);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        PipelineRequest request;
        try
        {
            request = Request(outgoing);
        }
        catch (ExpressionException missing)
        {
            return new SendResult(SendVerdict.DeadLetter, missing.Message);
        }

        return Judge(await pipeline.SendAsync(request, cancellationToken));
    }

    /// <summary>What follows from an answer.</summary>
    internal SendResult Judge(PipelineAnswer answer)
    {
        var reason = answer.ProblemType is { } problem ? $"{answer.Status} {problem}" : $"the system answered {answer.Status}";
        TimeSpan? wait = int.TryParse(answer.Header("Retry-After"), System.Globalization.NumberStyles.None, null, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
        if (answer.ProblemType is { } own && Passing.Contains(own))
        {
            return new SendResult(SendVerdict.Retry, reason, wait);
        }

        return answer.Status switch
        {
            >= 200 and < 400 => SendResult.Delivered,
            429 => new SendResult(SendVerdict.Throttled, reason, wait),
            503 when wait is not null && answer.IsUpstream => new SendResult(SendVerdict.Throttled, reason, wait),
            >= 500 or 408 or 425 => new SendResult(SendVerdict.Retry, reason, wait, EndpointIsIll: true),

            // What is missing here is a grant or a setting, which people put right while the event waits.
            401 or 403 or 407 => new SendResult(SendVerdict.Retry, reason, wait),
            _ => new SendResult(settings.RetriesRejected ? SendVerdict.Retry : SendVerdict.DeadLetter, reason, wait),
        };
    }

    private PipelineRequest Request(Outgoing outgoing)
    {
        var scope = new EventScope(outgoing.Event);
        var body = _body is null ? outgoing.Event.Data ?? ReadOnlyMemory<byte>.Empty : System.Text.Encoding.UTF8.GetBytes(Template.Fill(_body, scope)?.ToJsonString() ?? "null");
        var headers = new List<KeyValuePair<string, string>>
        {
            // Repeated attempts of one delivery are one change to the system.
            KeyValuePair.Create("Idempotency-Key", $"\"{subscription}:{outgoing.Event.Id}{outgoing.Round}\""),
        };
        if (body.Length > 0 && !settings.Headers.Keys.Contains("Content-Type", StringComparer.OrdinalIgnoreCase))
        {
            headers.Add(KeyValuePair.Create("Content-Type", _body is null ? outgoing.Event.ContentType ?? "application/json" : "application/json"));
        }

        if (outgoing.Event.TraceParent is { } trace)
        {
            headers.Add(KeyValuePair.Create("traceparent", trace));
        }

        headers.AddRange(settings.Headers.Select(header => KeyValuePair.Create(header.Key, Template.FillHeader(header.Value, scope))));
        return new PipelineRequest
        {
            Method = settings.Method,
            Target = Template.FillTarget(settings.Target, scope),
            ConsumerId = settings.Consumer,
            Headers = headers,
            Body = body,
            CausationId = outgoing.Event.Id,
            MaxResponseBytes = 65_536,
        };
    }
}
