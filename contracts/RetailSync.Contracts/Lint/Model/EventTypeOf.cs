using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>The event type that a message carries, as far as the message itself says.</summary>
internal static class EventTypeOf
{
    /// <summary>Its CloudEvents type; else its name where that is in lower case with dots, as a type is; null when it names none.</summary>
    public static string? Message(LintMessage message)
    {
        var name = message.Place.Node["name"] is { Kind: SourceKind.Text } own ? own.Text : null;
        var contentType = message.Place.Node["contentType"]?.Text;
        return EventTypeFinder.Find(Schema(message, "headers"), Schema(message, "payload"), contentType, name)
            ?? (name is not null && name.Contains('.', StringComparison.Ordinal) && !name.Any(char.IsAsciiLetterUpper) ? name : null);
    }

    private static DocumentPlace? Schema(LintMessage message, string key) =>
        message.Place.Down(key) is { } schema ? MessageSchemas.IsMultiFormat(schema.Node) ? schema.Down("schema") : schema : null;
}
