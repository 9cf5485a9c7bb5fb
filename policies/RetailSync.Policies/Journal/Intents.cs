using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Journal;

/// <summary>Writes up what is about to be sent. Safe to call from many threads.</summary>
internal static class Intents
{
    // What the system must see again to understand the same request. No credential is among it, and nothing that names the caller.
    private static readonly FrozenSet<string> Kept = new[]
    {
        "Content-Type", "Content-Encoding", "Content-Language", "Accept", "Accept-Language", "If-Match", "If-None-Match", "If-Unmodified-Since", "Prefer",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(1);

    /// <summary>The intent of an exchange whose body has been read.</summary>
    public static Intent Of(Exchange exchange, RouteFacts route, Operation operation, UpstreamClass upstream, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var request = exchange.Context.Request;
        return new Intent
        {
            Id = Guid.CreateVersion7(now),
            RequestId = exchange.Id,
            ConsumerId = exchange.Caller?.Consumer.Id ?? "",
            RouteId = route.RouteId,
            ContractId = route.Contract?.Id ?? throw new UnreachableException("A route whose changes are written down has a contract."),
            ContractHash = route.Contract.Hash,
            OperationId = operation.Id,
            Method = request.Method,
            Target = Targets.Of(exchange.Context),
            Headers = HeadersOf(request.Headers),
            Body = exchange.RequestBody,
            Key = exchange.IdempotencyKey,
            Lane = exchange.Lane,
            Class = upstream,
            Deadline = DeadlineOf(exchange, now),
            CausationId = exchange.CausationId,
            TraceParent = exchange.Trace.TraceParent,
        };
    }

    /// <summary>When the answer must be there at the latest.</summary>
    public static DateTimeOffset DeadlineOf(Exchange exchange, DateTimeOffset now) =>
        now + (exchange.LongestForward is { Ticks: >= 0 } limit && limit < LongestDeadline ? limit : LongestDeadline);

    private static List<KeyValuePair<string, string>> HeadersOf(IHeaderDictionary headers) =>
        [.. from header in headers where Kept.Contains(header.Key) select KeyValuePair.Create(header.Key, header.Value.ToString())];
}
