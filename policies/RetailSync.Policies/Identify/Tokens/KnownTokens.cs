using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Identify;

/// <summary>
/// Finds what a bearer token says: on the connection, in the cache, or by validating it, which concurrent requests with the same token share.
/// Safe to call from many threads.
/// </summary>
internal sealed class KnownTokens(TokenVerifier verifier, TokenCache cache, IdentifyMetrics metrics, TimeProvider clock)
{
    private readonly ConnectionMemo _memo = new();
    private readonly ConcurrentDictionary<TokenHash, TaskCompletionSource<TokenCheck?>> _checking = new();

    /// <summary>What is known about the token; null when it must be validated. Allocates nothing on a connection that brought it before.</summary>
    /// <param name="context">The request.</param>
    /// <param name="header">The whole <c>Authorization</c> header.</param>
    /// <param name="start">Where in it the token starts.</param>
    public KnownToken? Find(HttpContext context, string header, int start)
    {
        var now = clock.GetUtcNow();
        if (_memo.Find(context, header, now) is { } remembered)
        {
            metrics.TokenLookedUp(TokenLookup.Connection);
            return remembered;
        }

        if (TokenHash.TryCompute(header.AsSpan(start), out var hash) && cache.Find(hash, now) is { } known)
        {
            _memo.Add(context, header, known);
            metrics.TokenLookedUp(TokenLookup.Cache);
            return known;
        }

        metrics.TokenLookedUp(TokenLookup.Miss);
        return null;
    }

    /// <summary>Validates the token, or waits for another request that is doing so.</summary>
    public async Task<TokenCheck> CheckAsync(HttpContext context, string header, int start)
    {
        if (!TokenHash.TryCompute(header.AsSpan(start), out var hash))
        {
            return TokenCheck.Refused("The token holds characters beyond ASCII.");
        }

        while (true)
        {
            var mine = new TaskCompletionSource<TokenCheck?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = _checking.GetOrAdd(hash, mine);
            if (ReferenceEquals(running, mine))
            {
                return await LeadAsync(context, header.AsMemory(start), hash, mine);
            }

            if (await running.Task.WaitAsync(context.RequestAborted) is { } shared)
            {
                return shared;
            }

            // The request that was validating went away before it was done: somebody else has to.
        }
    }

    private async Task<TokenCheck> LeadAsync(HttpContext context, ReadOnlyMemory<char> token, TokenHash hash, TaskCompletionSource<TokenCheck?> followers)
    {
        TokenCheck? check = null;
        try
        {
            check = await verifier.VerifyAsync(context, token);
            var now = clock.GetUtcNow();
            if (check is { Token: { } known } && known.Until > now)
            {
                cache.Add(hash, known, now);
            }

            return check.Value;
        }
        finally
        {
            _checking.TryRemove(hash, out _);
            followers.SetResult(check);
        }
    }
}
