using System.Buffers;
using System.Text.Json;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Holds a message's examples against its schemas (AsyncAPI 3.1, "Message Example Object").</summary>
internal static class AsyncApiExamples
{
    /// <summary>What is wrong with the examples, each thing at the place of the value.</summary>
    public static IEnumerable<ConfigFault> Judge(AsyncApiMessage message, SourceDocument document) =>
        message.Examples.SelectMany(example => Judge(message.Headers, example.Headers, "headers", document).Concat(Judge(message.Payload, example.Payload, "payload", document)));

    private static IEnumerable<ConfigFault> Judge(CompiledSchema? schema, SourceNode? value, string what, SourceDocument document)
    {
        if (schema is null || value is null)
        {
            yield break;
        }

        var (verdict, failures) = schema.Explain(Json(value));
        foreach (var failure in failures)
        {
            JsonPointer.TryFollow(value, failure.InstanceLocation, out var last);
            yield return new ConfigFault(document.Locate(last.Value), $"The example does not fit the schema of the {what}: {failure.Message}");
        }

        if (verdict is SchemaVerdict.NotJson or SchemaVerdict.GaveUp)
        {
            yield return new ConfigFault(document.Locate(value), $"Whether the example fits the schema of the {what} cannot be decided: it is too deep or the schema too costly.");
        }
    }

    private static ReadOnlyMemory<byte> Json(SourceNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}
