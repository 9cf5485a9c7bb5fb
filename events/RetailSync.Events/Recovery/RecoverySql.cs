using RetailSync.Store;

namespace RetailSync.Events.Recovery;

/// <summary>The statements of the recovery. Both databases understand them.</summary>
internal static class RecoverySql
{
    /// <summary>The intents of a process that is gone: nobody knows what became of them. They are ours from now on, and their lanes stay closed.</summary>
    public static readonly Sql TakeOver = new(
        "update operation set state = 3, epoch = @epoch, next_attempt_at = @now, reason = @reason where state = 0 and epoch = @dead",
        ("epoch", SqlType.Integer), ("now", SqlType.Integer), ("reason", SqlType.Text), ("dead", SqlType.Integer));

    /// <summary>An intent of ours whose outcome is lost.</summary>
    public static readonly Sql Doubt = new(
        "update operation set state = 3, next_attempt_at = @now, reason = @reason where id = @id and state = 0 and epoch = @epoch",
        ("now", SqlType.Integer), ("reason", SqlType.Text), ("id", SqlType.Text), ("epoch", SqlType.Integer));

    /// <summary>An intent of ours that was never granted to anybody, and so was never sent.</summary>
    public static readonly Sql NeverSent = new(
        """
        update operation set state = 4, key_scope = null, settled_at = @now, settled_by = @token, expires_at = 0, reason = @reason
        where id = @id and state = 0 and epoch = @epoch and queue_seq is null
        """,
        ("now", SqlType.Integer), ("token", SqlType.Text), ("reason", SqlType.Text), ("id", SqlType.Text), ("epoch", SqlType.Integer));

    /// <summary>One resolver's turn. Of several gateways exactly one gets it, and it ends by itself when that one dies.</summary>
    public static readonly Sql Lease = new(
        """
        update operation set epoch = @epoch, attempts = attempts + 1, leased_until = @until
        where id = @id and state = 3 and (next_attempt_at is null or next_attempt_at <= @now) and (leased_until is null or leased_until <= @now)
        """,
        ("epoch", SqlType.Integer), ("until", SqlType.Integer), ("id", SqlType.Text), ("now", SqlType.Integer));

    /// <summary>A process that is gone was at work on it.</summary>
    public static readonly Sql EndLease = new(
        "update operation set epoch = @epoch, leased_until = null, next_attempt_at = @now where state = 3 and epoch = @dead and leased_until is not null",
        ("epoch", SqlType.Integer), ("now", SqlType.Integer), ("dead", SqlType.Integer));

    /// <summary>The change is about to be sent again under its guard: written down before it is.</summary>
    public static readonly Sql MarkResent = new(
        "update operation set resent = 1, absent_since = null where id = @id and state = 3 and epoch = @epoch and leased_until = @until",
        ("id", SqlType.Text), ("epoch", SqlType.Integer), ("until", SqlType.Integer));

    /// <summary>The turn is over and another one is due later.</summary>
    public static readonly Sql Later = new(
        """
        update operation set next_attempt_at = @next, leased_until = null, absent_since = @absent_since, reason = @reason
        where id = @id and state = 3 and epoch = @epoch and leased_until = @until
        """,
        ("next", SqlType.Integer), ("absent_since", SqlType.Integer), ("reason", SqlType.Text), ("id", SqlType.Text), ("epoch", SqlType.Integer), ("until", SqlType.Integer));
}
