using System.Collections.Concurrent;
using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>Stands before any journal, notes what it is told, and fails when a test wants that. Safe to use from many threads.</summary>
public sealed class JournalProbe : IJournal
{
    private IJournal? _inner;

    /// <summary>The claims that were granted, in order.</summary>
    public ConcurrentQueue<Intent> Claims { get; } = new();

    /// <summary>The settlements that were asked for, in order.</summary>
    public ConcurrentQueue<(Intent Intent, Settlement Settlement)> Settlements { get; } = new();

    /// <summary>Whether nothing can be claimed.</summary>
    public bool FailsClaims { get; set; }

    /// <summary>Whether nothing can be settled.</summary>
    public bool FailsSettlements { get; set; }

    /// <summary>Whether it throws where it would fail.</summary>
    public bool Throws { get; set; }

    /// <summary>Runs before a claim is handed on; null: nothing.</summary>
    public Func<Task>? BeforeClaim { get; set; }

    /// <summary>Stands before a journal.</summary>
    public JournalProbe Over(IJournal inner)
    {
        _inner = inner;
        return this;
    }

    /// <summary>Whether a caller has given a claim up before it was handed on.</summary>
    public bool WasGivenUp { get; private set; }

    /// <inheritdoc/>
    public ValueTask<KnownOperation?> FindAsync(string scope, CancellationToken cancellationToken) => _inner!.FindAsync(scope, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(Intent intent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (BeforeClaim is { } before)
        {
            using var givenUp = cancellationToken.Register(() => WasGivenUp = true);
            await before();
        }

        if (FailsClaims)
        {
            return Throws ? throw new IOException("No space left on device.") : new ClaimResult(ClaimStatus.Unavailable, Reason: "The disk is full.");
        }

        var result = await _inner!.ClaimAsync(intent, cancellationToken);
        if (result.Status == ClaimStatus.Granted)
        {
            Claims.Enqueue(intent);
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask<ClaimResult> AcceptAsync(Intent intent, QueueTerms terms, CancellationToken cancellationToken) => _inner!.AcceptAsync(intent, terms, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> SettleAsync(Intent intent, Settlement settlement, CancellationToken cancellationToken)
    {
        Settlements.Enqueue((intent, settlement));
        return FailsSettlements ? Throws ? throw new IOException("No space left on device.") : false : await _inner!.SettleAsync(intent, settlement, cancellationToken);
    }

    /// <summary>Waits until this many settlements have been asked for.</summary>
    public Task SettledAsync(int count) => Deadline.UntilAsync(() => Task.FromResult(Settlements.Count >= count ? "" : null), $"{count} settlements");
}
