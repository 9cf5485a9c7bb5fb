using System.Text.RegularExpressions;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Reads message objects. A message that several channels refer to is read once.</summary>
internal sealed partial class MessageReader(AsyncApiScope scope, string? defaultContentType)
{
    private readonly MessageSchemas _schemas = new(scope);
    private readonly TraitMerger _traits = new(scope);
    private readonly Dictionary<SourceNode, AsyncApiMessage?> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>Every message that was read, in that order.</summary>
    public IEnumerable<AsyncApiMessage> All => _read.Values.OfType<AsyncApiMessage>();

    /// <summary>The message at a place past references; null, with a fault, when it cannot be read.</summary>
    public AsyncApiMessage? Read(DocumentPlace place)
    {
        if (!_read.TryGetValue(place.Node, out var message))
        {
            _read[place.Node] = message = ReadNew(place);
        }

        return message;
    }

    private AsyncApiMessage? ReadNew(DocumentPlace place)
    {
        if (scope.Open(place.Node, "The message", AsyncApiKeys.Message) is null)
        {
            return null;
        }

        var merged = place with { Node = _traits.Apply(place, "The message trait", AsyncApiKeys.MessageTrait) };
        var message = MappingReader.Open(scope.Document, merged.Node, "The message", scope.Faults)!;
        var name = message.OptionalText("name");
        var contentType = message.OptionalText("contentType") ?? defaultContentType;
        var (headers, payload) = (Schema(merged, "headers"), Schema(merged, "payload"));
        CheckHeaders(headers);
        return new AsyncApiMessage
        {
            Id = IdOf(place.Pointer),
            Name = name,
            Title = message.OptionalText("title"),
            ContentType = contentType,
            EventType = EventTypeFinder.Find(headers, payload, contentType, name),
            CorrelationId = CorrelationId(merged),
            Headers = Compile(merged, "headers"),
            Payload = Compile(merged, "payload"),
            Examples = [.. Examples(message)],
            Pointer = place.Pointer,
            Location = scope.Document.Locate(place.Node),
        };
    }

    private static string IdOf(string pointer) =>
        pointer[(pointer.LastIndexOf('/') + 1)..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    // The schema without its format, for looking into it.
    private static DocumentPlace? Schema(DocumentPlace message, string key) =>
        message.Down(key) is not { } schema ? null : MessageSchemas.IsMultiFormat(schema.Node) ? schema.Down("schema") : schema;

    private CompiledSchema? Compile(DocumentPlace message, string key) => message.Down(key) is { } schema ? _schemas.Compile(schema) : null;

    private void CheckHeaders(DocumentPlace? headers)
    {
        if (headers?.Node["type"] is { Kind: SourceKind.Text } type && type.Text != "object")
        {
            scope.Fault(type, $"Headers are keys with values: their schema must be of the type 'object', but is of '{type.Text}'.");
        }
    }

    private string? CorrelationId(DocumentPlace message)
    {
        if (message.Down("correlationId") is not { } place || scope.Open(place.Node, "The correlation id", "location", "description") is not { } correlation)
        {
            return null;
        }

        var location = correlation.RequiredText("location");
        if (location is not null && !RuntimeExpression().IsMatch(location))
        {
            correlation.Fault("location", $"'{location}' is no runtime expression; write it like $message.header#/requestId or $message.payload#/id.");
            return null;
        }

        return location;
    }

    private IEnumerable<AsyncApiExample> Examples(MappingReader message)
    {
        if (message.Find("examples") is not { } examples)
        {
            yield break;
        }

        if (examples.Kind != SourceKind.List)
        {
            scope.Fault(examples, $"'examples' must be a list, but is {examples.Description}.");
            yield break;
        }

        foreach (var item in examples.Items)
        {
            if (scope.Open(item, "The example", AsyncApiKeys.Example) is not { } example)
            {
                continue;
            }

            if (item["headers"] is null && item["payload"] is null)
            {
                example.Fault("The example shows nothing; give it 'payload' or 'headers'.");
            }

            yield return new AsyncApiExample(example.OptionalText("name"), item["headers"], item["payload"]);
        }
    }

    [GeneratedRegex(@"^\$message\.(header|payload)#(/[^#\s]*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex RuntimeExpression();
}
