using System.Text.RegularExpressions;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Finds the CloudEvents <c>type</c> (CloudEvents 1.0, section 3.1) that a message carries.</summary>
/// <remarks>
/// In this order: a header <c>ce_type</c> (Kafka), <c>ce-type</c> (HTTP), <c>cloudEvents:type</c> (AMQP) or <c>type</c> with one allowed value; the
/// payload's property <c>type</c> with one allowed value where the content type is that of a structured event; the message's name where it looks like a type.
/// </remarks>
internal static partial class EventTypeFinder
{
    private const int MaxDepth = 8;

    private static readonly string[] Headers = ["ce_type", "ce-type", "cloudEvents:type", "type"];

    /// <summary>The type; null when the message does not say.</summary>
    /// <param name="headers">The schema of the headers.</param>
    /// <param name="payload">The schema of the payload.</param>
    /// <param name="contentType">The media type of the payload.</param>
    /// <param name="name">The message's name.</param>
    public static string? Find(DocumentPlace? headers, DocumentPlace? payload, string? contentType, string? name)
    {
        var inHeaders = headers is { } head ? Headers.Select(key => OnlyValue(head, key, 0)).FirstOrDefault(type => type is not null) : null;
        var isStructured = contentType?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) ?? false;
        return inHeaders
            ?? (isStructured && payload is { } body ? OnlyValue(body, "type", 0) : null)
            ?? (name is not null && EventType().IsMatch(name) ? name : null);
    }

    private static string? OnlyValue(DocumentPlace schema, string property, int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        if (schema.Down("properties")?.Down(property) is { } found)
        {
            var only = found.Node["const"] ?? (found.Node["enum"] is { Items: [var single] } ? single : null);
            if (only is { Kind: SourceKind.Text })
            {
                return only.Text;
            }
        }

        var parts = schema.Down("allOf");
        return parts?.Node.Items
            .Select(item => DocumentPlace.Follow(parts.Value with { Node = item }))
            .Select(part => part is { } place ? OnlyValue(place, property, depth + 1) : null)
            .FirstOrDefault(type => type is not null);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){2,}\.v[1-9][0-9]{0,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex EventType();
}
