using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RetailSync.Events.Log;

/// <summary>Writes events as CloudEvents 1.0: in the JSON format, alone or in a batch, and in the HTTP binding's binary mode. Safe to use from many threads.</summary>
internal static class CloudEventWriter
{
    /// <summary>One event in the JSON format.</summary>
    public const string StructuredType = "application/cloudevents+json";

    /// <summary>Several events in the JSON batch format.</summary>
    public const string BatchType = "application/cloudevents-batch+json";

    /// <summary>Writes one event as a JSON object (JSON format, section 2 and 3).</summary>
    public static void Write(Utf8JsonWriter writer, StoredEvent stored, CloudEventMarks marks = default)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Attributes(stored, marks))
        {
            if (IsSwitch(name))
            {
                writer.WriteBoolean(name, true);
            }
            else
            {
                writer.WriteString(name, value);
            }
        }

        if (stored.Data is { } data)
        {
            writer.WriteString("datacontenttype", stored.ContentType ?? "application/octet-stream");
            if (IsJson(stored.ContentType) && IsWellFormed(data.Span))
            {
                writer.WritePropertyName("data");
                writer.WriteRawValue(data.Span, skipInputValidation: true);
            }
            else
            {
                writer.WriteBase64String("data_base64", data.Span);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>One event as the bytes of a JSON object.</summary>
    public static ReadOnlyMemory<byte> ToStructured(StoredEvent stored, CloudEventMarks marks = default)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024 + (stored.Data?.Length ?? 0));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, stored, marks);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The headers of the binary mode, encoded (HTTP binding, section 3.1.3.2); the body is the event's data.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ToBinaryHeaders(StoredEvent stored, CloudEventMarks marks = default)
    {
        var headers = Attributes(stored, marks).Select(attribute => KeyValuePair.Create("ce-" + attribute.Name, Encode(attribute.Value))).ToList();
        if (stored.Data is not null)
        {
            headers.Add(KeyValuePair.Create("Content-Type", stored.ContentType ?? "application/octet-stream"));
        }

        return headers;
    }

    /// <summary>Encodes a header's value: space, quotation mark, percent sign and whatever is not printable ASCII become percent signs with the bytes of UTF-8.</summary>
    public static string Encode(string value)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007e') && !value.AsSpan().ContainsAny('"', '%'))
        {
            return value;
        }

        var encoded = new StringBuilder(value.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            if (octet is > 0x20 and < 0x7f and not (byte)'"' and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Whether a media type says that the data is JSON: its subtype is <c>json</c> or ends with <c>+json</c>.</summary>
    public static bool IsJson(string? mediaType)
    {
        var type = mediaType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether an attribute is a Boolean; where it is written, it is true.</summary>
    public static bool IsSwitch(string name) => name is "reconstructed" or "replayed" or "erased";

    /// <summary>The event's attributes without <c>datacontenttype</c>, in the order in which they are written.</summary>
    public static IEnumerable<(string Name, string Value)> Attributes(StoredEvent stored, CloudEventMarks marks)
    {
        yield return ("specversion", "1.0");
        yield return ("id", stored.Id);
        yield return ("source", $"/systems/{stored.System}");
        yield return ("type", stored.Type);
        yield return ("subject", stored.EffectiveSubject);
        yield return ("time", Rfc3339(stored.RecordedAt));
        if (stored.DataSchema is { } schema)
        {
            yield return ("dataschema", schema);
        }

        yield return ("partitionkey", stored.Key);
        yield return ("keysequence", Padded(stored.KeySeq));
        yield return ("recordedtime", Rfc3339(stored.RecordedAt));
        if (stored.Correlation is { } correlation)
        {
            yield return ("correlationid", correlation);
        }

        if (stored.Causation is { } causation)
        {
            yield return ("causationid", causation);
        }

        if (stored.TraceParent is { } trace)
        {
            yield return ("traceparent", trace);
        }

        if (stored.IsReconstructed)
        {
            yield return ("reconstructed", "true");
        }

        if (stored.IsErased)
        {
            yield return ("erased", "true");
        }

        if (stored.Defect is { } defect)
        {
            yield return ("defect", defect);
        }

        if (marks.IsReplayed)
        {
            yield return ("replayed", "true");
        }

        if (marks.GapFrom is { } gap)
        {
            yield return ("gapfrom", Padded(gap));
        }
    }

    // Texts of equal length sort like the numbers.
    private static string Padded(long number) => number.ToString("D20", CultureInfo.InvariantCulture);

    private static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static bool IsWellFormed(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
