using System.Text.Json;
using RetailSync.Gateway;

namespace RetailSync.Plugins.ChangeEvents;

/// <summary>Takes an event's data from the bodies of its change, byte for byte as they were sent. Safe to call from many threads.</summary>
internal static class EventData
{
    /// <summary>The media type of data that is made of both bodies.</summary>
    public const string JsonType = "application/json";

    private const int MaxDepth = 64;
    private const int LongestContentType = 256;

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = MaxDepth };

    /// <summary>The data and its media type; neither when the declaration says <c>none</c>.</summary>
    /// <exception cref="ChangeEventException">The data is not there, or is not what its media type says.</exception>
    public static (ReadOnlyMemory<byte> Data, string? ContentType) Of(CompletedChange change, EventDeclaration declared) => declared.Data switch
    {
        "none" => (ReadOnlyMemory<byte>.Empty, null),
        "request" => One(declared, change.RequestBody, change.RequestContentType),
        "response" => One(declared, change.ResponseBody, change.ResponseContentType),
        "both" => (Both(change, declared), JsonType),
        _ => throw new ChangeEventException($"The data of {declared.Type} is declared as '{declared.Data}', which this plugin does not know."),
    };

    private static (ReadOnlyMemory<byte> Data, string? ContentType) One(EventDeclaration declared, ReadOnlyMemory<byte>? body, string? contentType)
    {
        if (body is not { IsEmpty: false } data)
        {
            throw Absent(declared, declared.Data);
        }

        // Without a media type it is taken for JSON if it is that (RFC 9110, section 8.3, leaves the guess to the recipient).
        var mediaType = contentType is null ? JsonType : Essence(contentType);
        if (IsJson(mediaType))
        {
            RefuseOther(declared, declared.Data, data.Span);
            return (data, mediaType);
        }

        return contentType!.Length <= LongestContentType
            ? (data, contentType)
            : throw new ChangeEventException($"The {declared.Data} that {declared.Type} is made of has a Content-Type of more than {LongestContentType} characters.");
    }

    // Put together from the bytes as they are: numbers keep their digits, and keys their order.
    private static byte[] Both(CompletedChange change, EventDeclaration declared)
    {
        var request = Json(declared, "request", change.RequestBody, change.RequestContentType);
        var response = Json(declared, "response", change.ResponseBody, change.ResponseContentType);
        return [.. "{\"request\":"u8, .. request.Span, .. ",\"response\":"u8, .. response.Span, .. "}"u8];
    }

    private static ReadOnlyMemory<byte> Json(EventDeclaration declared, string source, ReadOnlyMemory<byte>? body, string? contentType)
    {
        if (body is not { IsEmpty: false } data)
        {
            throw Absent(declared, source);
        }

        if (contentType is not null && !IsJson(Essence(contentType)))
        {
            throw new ChangeEventException($"The data of {declared.Type} is made of both bodies, which only JSON can be, but the {source} is of another media type.");
        }

        RefuseOther(declared, source, data.Span);
        return data;
    }

    private static ChangeEventException Absent(EventDeclaration declared, string source) => new($"{declared.Type} is made of the {source}, which has no body or is not known.");

    private static void RefuseOther(EventDeclaration declared, string source, ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data, Reading);
            while (reader.Read())
            {
                // The scan of strings looks for their end alone; what is no UTF-8 would break the event for everyone who reads it.
            }
        }
        catch (JsonException)
        {
            // Its message could quote the body.
            throw new ChangeEventException($"The {source} that {declared.Type} is made of is no JSON, or is deeper than {MaxDepth} levels.");
        }

        if (!System.Text.Unicode.Utf8.IsValid(data))
        {
            throw new ChangeEventException($"The {source} that {declared.Type} is made of is not in UTF-8.");
        }
    }

    // Parameters mean nothing for JSON (RFC 8259, section 11).
    private static string Essence(string contentType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? contentType : contentType[..end]).Trim().ToLowerInvariant();
    }

    private static bool IsJson(string mediaType) => mediaType is JsonType or "text/json" || (mediaType.EndsWith("+json", StringComparison.Ordinal) && mediaType.Length <= LongestContentType);
}
