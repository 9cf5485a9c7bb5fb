using RabbitMQ.Client;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Log;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>Lays an event into a message of AMQP 0-9-1. Safe to use from many threads.</summary>
/// <remarks>
/// CloudEvents has a binding for AMQP 1.0 only. RabbitMQ turns headers into application properties for clients of 1.0, so attributes are headers with that binding's prefix
/// (AMQP binding, section 3.1.3.1), and such clients read a message of the binding.
/// </remarks>
internal static class RabbitMqMessage
{
    private const string Prefix = "cloudEvents:";

    /// <summary>Properties and body.</summary>
    public static (BasicProperties Properties, ReadOnlyMemory<byte> Body) Of(Outgoing outgoing, bool isBinary)
    {
        var (stored, marks) = (outgoing.Event, outgoing.Marks);
        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = stored.Id,
            Type = Short(stored.Type),
            Timestamp = new AmqpTimestamp(stored.RecordedAt.ToUnixTimeSeconds()),
            AppId = "retailsync",
            Headers = new Dictionary<string, object?>(),
        };
        if (Short(stored.Correlation) is { } correlation)
        {
            properties.CorrelationId = correlation;
        }

        if (!isBinary)
        {
            properties.ContentType = CloudEventWriter.StructuredType + "; charset=utf-8";
            return (properties, CloudEventWriter.ToStructured(stored, marks));
        }

        foreach (var (name, value) in CloudEventWriter.Attributes(stored, marks))
        {
            properties.Headers[Prefix + name] = CloudEventWriter.IsSwitch(name) ? true : value;
        }

        if (stored.Data is null)
        {
            return (properties, ReadOnlyMemory<byte>.Empty);
        }

        properties.ContentType = Short(stored.ContentType) ?? "application/octet-stream";
        return (properties, stored.Data.Value);
    }

    // A property is a short string; what does not fit stands in the headers, whose values may be long.
    private static string? Short(string? text) => text is not null && System.Text.Encoding.UTF8.GetByteCount(text) <= RoutingKeyTemplate.MostBytes ? text : null;
}
