using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>What a caller that was told 202 would have been answered. Immutable.</summary>
/// <param name="Status">The status: the system's, or the gateway's own when that has refused it.</param>
/// <param name="ContentType">The body's type; null without a body.</param>
/// <param name="Body">The body when it is JSON; null otherwise.</param>
/// <param name="Text">The body when it is another text; null otherwise.</param>
internal sealed record LateAnswer(int Status, string? ContentType, JsonElement? Body, string? Text)
{
    /// <summary>The longest body that is shown: 1 MiB.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>The answer of an operation that was queued and is over; null when there is none.</summary>
    public static LateAnswer? Of(StoredOperation row, BodySeal seal)
    {
        if (row is not { QueueSeq: not null, Status: { } status, State: OperationState.Done or OperationState.Rejected or OperationState.NotApplied })
        {
            return null;
        }

        var type = HeaderText.Find(row.ResponseHeaders, "Content-Type");
        if (Open(row, seal) is not { Length: > 0 and <= MaxBytes } body || ContentCoding.Decode(body, HeaderText.Find(row.ResponseHeaders, "Content-Encoding")) is not { } plain || plain.Length > MaxBytes)
        {
            return new LateAnswer(status, null, null, null);
        }

        if (type?.Contains("json", StringComparison.OrdinalIgnoreCase) == true && TryParse(plain) is { } json)
        {
            return new LateAnswer(status, type, json, null);
        }

        return type?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true ? new LateAnswer(status, type, null, Encoding.UTF8.GetString(plain.Span)) : new LateAnswer(status, type, null, null);
    }

    private static byte[]? Open(StoredOperation row, BodySeal seal)
    {
        try
        {
            return row.ResponseBody is { } kept ? seal.Open(kept, row.ResponsePlace) : null;
        }
        catch (CryptographicException)
        {
            // As if it had not been kept: the status is still told.
            return null;
        }
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
