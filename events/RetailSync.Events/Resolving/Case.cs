using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>An operation that is being resolved, opened. Immutable.</summary>
internal sealed record Case
{
    /// <summary>Its row.</summary>
    public required StoredOperation Row { get; init; }

    /// <summary>Its request's body as it was sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How it is resolved.</summary>
    public required ResolverOptions Options { get; init; }

    /// <summary>What the system offers.</summary>
    public required UpstreamClass Class { get; init; }

    /// <summary>What is asked with GET; null when there is nothing to ask.</summary>
    public string? LookTarget { get; init; }

    /// <summary>The strong entity tag that guards it; null when there is none.</summary>
    public string? Guard => HeaderText.Find(Row.RequestHeaders, "If-Match")?.Trim() is ['"', .. var inner, '"'] tag && !inner.Contains('"', StringComparison.Ordinal) ? tag : null;

    /// <summary>Its request's body without content coding.</summary>
    public ReadOnlyMemory<byte> PlainBody => ContentCoding.Decode(Body, HeaderText.Find(Row.RequestHeaders, "Content-Encoding")) ?? default;

    /// <summary>What the decisions are made from.</summary>
    public ResolverState State(JournalOptions journal, DateTimeOffset now) => new()
    {
        Class = Class,
        IsDelete = Row.Method == "DELETE",
        CanLook = LookTarget is not null,
        HasGuard = Guard is not null,
        Attempts = Row.Attempts,
        IsResent = Row.IsResent,
        AbsentSince = Row.AbsentSince is { } absent ? Times.FromStore(absent) : null,
        Since = Times.FromStore(Math.Max(Row.CreatedAt, Row.SettledAt ?? 0)),
        Deadline = Times.FromStore(Row.Deadline),
        Now = now,
        Quiet = TimeSpan.FromSeconds(Options.QuietSeconds ?? journal.QuietSeconds),
        MaxAttempts = journal.ResolveAttempts,
        MaxAge = TimeSpan.FromHours(journal.ResolveHours),
        MaxPause = TimeSpan.FromSeconds(journal.ResolvePauseSeconds),
    };
}
