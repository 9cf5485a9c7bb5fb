using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Identify;

/// <summary>
/// Remembers on each connection the few headers that came over it last, so that a keep-alive client's token is recognised by comparing text:
/// some tens of nanoseconds instead of the microseconds that SHA-256 takes. Goes away with the connection. Safe to call from many threads.
/// </summary>
internal sealed class ConnectionMemo
{
    private const int Slots = 4;

    private readonly ConditionalWeakTable<IConnectionItemsFeature, Memo?[]> _connections = [];

    public KnownToken? Find(HttpContext context, string header, DateTimeOffset now)
    {
        var connection = context.Features.Get<IConnectionItemsFeature>();
        if (connection is null || !_connections.TryGetValue(connection, out var memos))
        {
            return null;
        }

        var memo = Volatile.Read(ref memos[SlotOf(header)]);
        return memo is not null && memo.Token.Until > now && string.Equals(memo.Header, header, StringComparison.Ordinal) ? memo.Token : null;
    }

    public void Add(HttpContext context, string header, KnownToken token)
    {
        if (context.Features.Get<IConnectionItemsFeature>() is { } connection)
        {
            Volatile.Write(ref _connections.GetValue(connection, _ => new Memo?[Slots])[SlotOf(header)], new Memo(header, token));
        }
    }

    // The end of a token is signature, so its letters are as good as random.
    private static int SlotOf(string header) => (header[^1] ^ header[^2] ^ header[^3]) & (Slots - 1);

    private sealed record Memo(string Header, KnownToken Token);
}
