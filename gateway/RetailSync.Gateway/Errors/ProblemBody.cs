using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetailSync.Gateway.Errors;

/// <summary>Writes a problem as JSON (RFC 9457).</summary>
internal static class ProblemBody
{
    /// <summary>The content type of every problem.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>How many single faults are listed at most.</summary>
    public const int MaxErrors = 20;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the body.</summary>
    public static void Write(IBufferWriter<byte> output, Problem problem, string requestId)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type"u8, problem.Type.Uri);
        json.WriteString("title"u8, problem.Type.Title);
        json.WriteNumber("status"u8, problem.Type.Status);
        json.WriteString("detail"u8, problem.Detail);
        json.WriteString("instance"u8, $"/requests/{requestId}");
        foreach (var (name, value) in problem.Extensions)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, value.GetType());
        }

        if (problem.Errors.Count > 0)
        {
            WriteErrors(json, problem.Errors);
        }

        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ProblemError> errors)
    {
        json.WriteStartArray("errors"u8);
        foreach (var error in errors.Take(MaxErrors))
        {
            json.WriteStartObject();
            json.WriteString("instanceLocation"u8, error.InstanceLocation);
            if (error.KeywordLocation is { } keyword)
            {
                json.WriteString("keywordLocation"u8, keyword);
            }

            json.WriteString("error"u8, error.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
