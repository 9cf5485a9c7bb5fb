using System.Text;
using System.Text.RegularExpressions;
using RetailSync.Events.Log;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>Makes routing keys from events. Safe to use from many threads.</summary>
/// <param name="template">A text without faults.</param>
internal sealed partial class RoutingKeyTemplate(string template)
{
    /// <summary>The most bytes that a routing key may have (AMQP 0-9-1, section 4.2.5.3: a short string).</summary>
    public const int MostBytes = 255;

    /// <summary>What is wrong with a template; null: nothing.</summary>
    public static string? FaultOf(string template)
    {
        var rest = Placeholder().Replace(template, "");
        return rest.AsSpan().ContainsAny('{', '}') ? "may hold {type}, {system}, {key} and {entity}, and no other braces."
            : rest.Any(character => character is < '!' or > '~') ? "must be printable ASCII without spaces."
            : null;
    }

    /// <summary>The event's routing key; null: it would be longer than a broker takes.</summary>
    public string? Fill(StoredEvent stored)
    {
        var filled = Placeholder().Replace(template, match => match.Value switch
        {
            "{type}" => stored.Type,
            "{system}" => stored.System,
            "{key}" => stored.Key,
            _ => stored.Key.Split(':')[0],
        });
        return Encoding.UTF8.GetByteCount(filled) <= MostBytes ? filled : null;
    }

    [GeneratedRegex(@"\{(type|system|key|entity)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
