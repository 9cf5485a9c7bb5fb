using System.Collections.Concurrent;
using System.Diagnostics;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Explain;

/// <summary>Keeps what happened to recent requests that were refused, failed, or asked for an explanation. Bounded; safe to use from many threads.</summary>
internal sealed class ExplanationStore(IMasker masker, TimeProvider clock)
{
    /// <summary>The scope that a caller needs to be told.</summary>
    public const string Scope = "gateway.explain";

    /// <summary>About how many bytes all records together may take up.</summary>
    internal const long MaxBytes = 33_554_432;

    private const int MaxRecords = 10_000;
    private const int MaxText = 1_024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, ExplainedRequest> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ExplainedRequest> _byAge = new();
    private long _bytes;

    /// <summary>About how many bytes the records take up.</summary>
    internal long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Starts to gather, when the request says <c>Explain: true</c>. Whether it may be told is decided when it ends.</summary>
    public static void BeginIfAsked(ActiveExchange exchange)
    {
        var asked = exchange.Context.Request.Headers["Explain"];
        if (asked.Count == 1 && asked[0]!.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            exchange.Explanation = new Explanation();
        }

        if (asked.Count > 0)
        {
            exchange.Context.Request.Headers.Remove("Explain");
        }
    }

    /// <summary>Stops gathering when the caller may not be told; otherwise says where the explanation will be. Called once the caller is known.</summary>
    public static void CheckCaller(ActiveExchange exchange)
    {
        if (exchange.Caller?.Scopes.Contains(Scope) == true)
        {
            exchange.ResponseHeaders.Append("Link", $"</requests/{exchange.Id}>; rel=\"describedby\"");
        }
        else
        {
            exchange.Explanation = null;
        }
    }

    /// <summary>Keeps the record of an exchange that has ended, if it is one that is kept.</summary>
    public void Keep(ActiveExchange exchange)
    {
        var mayExplain = exchange.Explanation is not null && exchange.Caller?.Scopes.Contains(Scope) == true;
        if (exchange.Refusal is null && !mayExplain && exchange.Context.Response.StatusCode < 500)
        {
            return;
        }

        var record = Describe(exchange, mayExplain);
        _byId[record.Id] = record;
        _byAge.Enqueue(record);
        Interlocked.Add(ref _bytes, Size(record));
        while (_byAge.TryPeek(out var oldest) && (_byAge.Count > MaxRecords || Bytes > MaxBytes || clock.GetUtcNow() - oldest.EndedAt > KeptFor) && _byAge.TryDequeue(out oldest))
        {
            Interlocked.Add(ref _bytes, -Size(oldest));
            _byId.TryRemove(oldest.Id, out _);
        }
    }

    /// <summary>The record of a request; null when there is none or it is too old.</summary>
    public ExplainedRequest? Find(string id) =>
        _byId.TryGetValue(id, out var record) && clock.GetUtcNow() - record.EndedAt <= KeptFor ? record : null;

    // The record and its place in both collections, what differs from request to request, and the steps. Names from the configuration are shared by all.
    private static long Size(ExplainedRequest record) => 800 + (2L * (record.Path.Length + (record.Detail?.Length ?? 0) + (record.Reason?.Length ?? 0))) + (200L * record.Steps.Count);

    private static string? Cut(string? text) => text is { Length: > MaxText } ? string.Concat(text.AsSpan(0, MaxText), "...") : text;

    private ExplainedRequest Describe(ActiveExchange exchange, bool mayExplain) => new()
    {
        Id = exchange.Id,
        EndedAt = clock.GetUtcNow(),
        Milliseconds = Stopwatch.GetElapsedTime(exchange.StartedAt).TotalMilliseconds,
        Method = masker.Mask(exchange.Context.Request.Method),
        Path = masker.MaskPath(Cut(exchange.Context.Request.Path.Value) ?? "", exchange.Operation),
        Status = exchange.Context.Response.StatusCode,
        ProducedBy = exchange.AnsweredByUpstream ? "upstream" : "gateway",
        Problem = exchange.Refusal?.Type.Id,
        Detail = Mask(Cut(exchange.Refusal?.Detail)),
        Reason = Mask(Cut(exchange.Refusal?.Reason)),
        RefusedBy = exchange.RefusedBy,
        ConfigRevision = exchange.Snapshot.Revision,
        Route = exchange.Route?.RouteId,
        RoutePath = exchange.Route?.Path,
        Version = exchange.Version is { } version ? $"{version.ApiId} {version.Number}" : null,
        Contract = exchange.Route?.Contract?.Id,
        ContractHash = exchange.Route?.Contract?.Hash,
        Operation = exchange.Operation?.Id,
        Consumer = exchange.Caller?.Consumer.Id,
        Cluster = exchange.Route?.ClusterId,
        Destination = Mask(exchange.Destination),
        AttemptCount = exchange.Forward?.Count ?? 0,
        Attempts = exchange.Forward?.Attempts ?? [],
        Steps = mayExplain ? [.. exchange.Explanation!.Steps.Select(step => step with { Decision = masker.Mask(step.Decision) })] : [],
    };

    private string? Mask(string? text) => text is null ? null : masker.Mask(text);
}
