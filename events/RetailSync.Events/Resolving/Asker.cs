using System.Buffers;
using System.Text.Json;
using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>Asks the systems about changes, through the pipeline, so that every policy acts on the questions too. Safe to use from many threads.</summary>
internal sealed class Asker(IPipelineClient client, JournalOptions options)
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64 };

    private static readonly string[] Kept = ["Content-Type", "Content-Language", "ETag", "Location"];

    /// <summary>Sends the change again, under the same id.</summary>
    public async Task<Learnt> RepeatAsync(Case asked, CancellationToken cancellationToken)
    {
        var row = asked.Row;
        var answer = await client.SendAsync(
            new PipelineRequest
            {
                Method = row.Method,
                Target = row.Target,
                ConsumerId = row.Consumer,
                Headers = row.RequestHeaders,
                Body = asked.Body,
                CausationId = row.Causation,
                Operation = row.Id,
                Timeout = TimeSpan.FromSeconds(options.ResolveTimeoutSeconds),
            },
            cancellationToken);
        if (!answer.IsUpstream)
        {
            return new Learnt(LearntKind.Nothing);
        }

        var kept = Answer(answer.Status, answer, answer.Body);
        return Finality.Of(answer.Status) switch
        {
            FinalityKind.Applied => new Learnt(LearntKind.Applied, kept),
            FinalityKind.Refused when answer.Status == 409 => new Learnt(LearntKind.Conflict, kept),
            FinalityKind.Refused when answer.Status == 412 && asked.Class == UpstreamClass.C => new Learnt(LearntKind.OtherVersion),
            FinalityKind.Refused => new Learnt(LearntKind.Refused, kept),
            _ => new Learnt(LearntKind.Nothing),
        };
    }

    /// <summary>Asks how things are.</summary>
    public async Task<Learnt> LookAsync(Case asked, CancellationToken cancellationToken)
    {
        var row = asked.Row;
        var answer = await client.SendAsync(
            new PipelineRequest
            {
                Method = "GET",
                Target = asked.LookTarget!,
                ConsumerId = asked.Options.Consumer ?? row.Consumer,
                Headers =
                [
                    .. row.RequestHeaders.Where(header => !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !header.Key.StartsWith("If-", StringComparison.OrdinalIgnoreCase) &&
                        header.Key.ToLowerInvariant() is not ("accept" or "accept-encoding" or "cache-control" or "prefer" or "idempotency-key")),
                    new("Accept", "application/json"), new("Accept-Encoding", "identity"), new("Cache-Control", "no-cache"),
                ],
                CausationId = row.Causation,
                Operation = row.Id,
                Timeout = TimeSpan.FromSeconds(options.ResolveTimeoutSeconds),
            },
            cancellationToken);
        if (!answer.IsUpstream)
        {
            return new Learnt(LearntKind.Nothing);
        }

        if (answer.Status is 404 or 410)
        {
            return asked.Class == UpstreamClass.B ? new Learnt(LearntKind.Absent) : new Learnt(LearntKind.Gone, row.Method == "DELETE" ? new UpstreamAnswer { Status = StatusOf(asked) } : null);
        }

        return answer.Status is >= 200 and <= 299 && answer.Body is { } body ? Read(asked, answer, body) : new Learnt(LearntKind.Nothing);
    }

    private static Learnt Read(Case asked, PipelineAnswer answer, ReadOnlyMemory<byte> body)
    {
        if (asked.Class == UpstreamClass.C && asked.Guard is { } guard && answer.Header("ETag") == guard)
        {
            return new Learnt(LearntKind.Unchanged);
        }

        if (ContentCoding.Decode(body, answer.Header("Content-Encoding")) is not { } plain)
        {
            return new Learnt(LearntKind.Nothing);
        }

        try
        {
            using var document = JsonDocument.Parse(plain, Reading);
            var isThere = JsonPointer.TryFind(document.RootElement, asked.Options.Found, out var thing) && thing.ValueKind != JsonValueKind.Null;
            if (asked.Class == UpstreamClass.B)
            {
                return isThere ? new Learnt(LearntKind.Found, Reconstruct(asked, answer, thing)) : new Learnt(LearntKind.Absent);
            }

            if (!isThere)
            {
                return new Learnt(LearntKind.Gone, asked.Row.Method == "DELETE" ? new UpstreamAnswer { Status = StatusOf(asked) } : null);
            }

            if (asked.Row.Method == "DELETE")
            {
                return new Learnt(LearntKind.Differs);
            }

            using var wish = JsonDocument.Parse(asked.PlainBody, Reading);
            return JsonContainment.Contains(thing, wish.RootElement) ? new Learnt(LearntKind.Contains, Reconstruct(asked, answer, thing)) : new Learnt(LearntKind.Differs);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // A page of some proxy, or a body that is not JSON: neither says anything about the change.
            return new Learnt(LearntKind.Nothing);
        }
    }

    private static UpstreamAnswer Reconstruct(Case asked, PipelineAnswer answer, JsonElement thing)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(thing);
        var isWhole = asked.Options.Found.Length == 0;
        return new UpstreamAnswer
        {
            Status = StatusOf(asked),
            Headers = [new("Content-Type", answer.Header("Content-Type") ?? "application/json"), .. isWhole && answer.Header("ETag") is { } tag ? [new KeyValuePair<string, string>("ETag", tag)] : Array.Empty<KeyValuePair<string, string>>()],
            Body = new ReadOnlySequence<byte>(body),
        };
    }

    private static int StatusOf(Case asked) => asked.Options.Status ?? asked.Row.Method switch { "POST" => 201, "DELETE" => 204, _ => 200 };

    private static UpstreamAnswer Answer(int status, PipelineAnswer answer, ReadOnlyMemory<byte>? body) => new()
    {
        Status = status,
        Headers = [.. answer.Headers.Where(header => Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase) || header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))],
        Body = body is { } known ? new ReadOnlySequence<byte>(known) : null,
    };
}
