using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Events.Log;

namespace RetailSync.Events.Delivery.Expressions;

/// <summary>The values that runtime expressions find in an event. One thread at a time.</summary>
internal sealed class EventScope(StoredEvent stored)
{
    private const string Data = "$event.data";
    private JsonNode? _data;
    private bool _isRead;

    /// <summary>Says why a text is no expression; null when it is one.</summary>
    public static string? FaultOf(string expression) =>
        expression is "$event.key" or "$event.subject" or "$event.id" or "$event.type" or "$event.time" or "$event.system" or Data || expression.StartsWith(Data + "#/", StringComparison.Ordinal)
            ? null
            : $"'{expression}' is no expression. Known: $event.id, $event.type, $event.system, $event.key, $event.subject, $event.time, $event.data and $event.data#/pointer.";

    /// <summary>The value of an expression.</summary>
    /// <exception cref="ExpressionException">There is none.</exception>
    public JsonNode? Value(string expression) => expression switch
    {
        "$event.key" => stored.Key,
        "$event.subject" => stored.EffectiveSubject,
        "$event.id" => stored.Id,
        "$event.type" => stored.Type,
        "$event.system" => stored.System,
        "$event.time" => stored.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),

        // An event without data says null; only a pointer asks for something that must be there.
        Data => stored.Data is { Length: > 0 } ? Root() : null,
        _ when expression.StartsWith(Data + "#/", StringComparison.Ordinal) => Find(expression),
        _ => throw new ExpressionException(FaultOf(expression)!),
    };

    // RFC 6901.
    private JsonNode? Find(string expression)
    {
        var here = Root();
        foreach (var token in expression[(Data.Length + 2)..].Split('/'))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var isThere = false;
            if (here is JsonObject fields)
            {
                isThere = fields.TryGetPropertyValue(name, out here);
            }
            else if (here is JsonArray items && int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index) && index < items.Count)
            {
                (here, isThere) = (items[index], true);
            }

            if (!isThere)
            {
                throw new ExpressionException($"{expression} has no value in this event.");
            }
        }

        return here;
    }

    private JsonNode? Root()
    {
        if (!_isRead)
        {
            try
            {
                _data = stored.Data is { } bytes ? JsonNode.Parse(bytes.Span) : throw new ExpressionException("This event has no data, which an expression asks for.");
                _isRead = true;
            }
            catch (JsonException)
            {
                throw new ExpressionException("This event's data is not JSON, which an expression asks for.");
            }
        }

        return _data;
    }
}
