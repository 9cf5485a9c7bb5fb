using System.Data.Common;
using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>An operation as its row says. Immutable. Bodies are sealed.</summary>
internal sealed record StoredOperation
{
    /// <summary>The columns that <see cref="Read"/> wants, in its order.</summary>
    public const string Columns =
        "id, state, epoch, request_id, consumer, route, contract, contract_hash, operation, method, target, request_headers, request_body, fingerprint, key_keep, lane, class, " +
        "causation, created_at, deadline, settled_at, expires_at, attempts, next_attempt_at, status, response_headers, response_body, reconstructed, reason, " +
        "absent_since, resent, leased_until, key_scope, queue_seq, queue_attempts, queue_terms";

    public required Guid Id { get; init; }

    public required OperationState State { get; init; }

    public required long Epoch { get; init; }

    public required string RequestId { get; init; }

    public required string Consumer { get; init; }

    public required string Route { get; init; }

    public required string Contract { get; init; }

    public required string ContractHash { get; init; }

    public required string Operation { get; init; }

    public required string Method { get; init; }

    public required string Target { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> RequestHeaders { get; init; }

    public byte[]? RequestBody { get; init; }

    public byte[]? Fingerprint { get; init; }

    /// <summary>How long the key is kept after completion, in microseconds; null when there is no key.</summary>
    public long? KeyKeep { get; init; }

    public string? Lane { get; init; }

    public required UpstreamClass Class { get; init; }

    public string? Causation { get; init; }

    public required long CreatedAt { get; init; }

    public required long Deadline { get; init; }

    public long? SettledAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long Attempts { get; init; }

    public long? NextAttemptAt { get; init; }

    public int? Status { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    public byte[]? ResponseBody { get; init; }

    public bool IsReconstructed { get; init; }

    public string? Reason { get; init; }

    /// <summary>Since when the system says that the change is not there; null when it does not.</summary>
    public long? AbsentSince { get; init; }

    /// <summary>Whether a resolver has sent the change again under its guard.</summary>
    public bool IsResent { get; init; }

    /// <summary>Until when a resolver is at work on it; null when none is.</summary>
    public long? LeasedUntil { get; init; }

    /// <summary>The scope of its idempotency key while that is taken; null otherwise.</summary>
    public string? KeyScope { get; init; }

    /// <summary>Its place in the order of acceptance; null when it was not queued.</summary>
    public long? QueueSeq { get; init; }

    /// <summary>How often it was taken from the queue to be sent.</summary>
    public long QueueAttempts { get; init; }

    /// <summary>What was agreed when it was accepted; null when it was not queued.</summary>
    public string? QueueTerms { get; init; }

    /// <summary>Where its request's body is sealed to.</summary>
    public string RequestPlace => Places.Request(Id);

    /// <summary>Where its answer's body is sealed to.</summary>
    public string ResponsePlace => Places.Response(Id);

    /// <summary>Reads a row with <see cref="Columns"/>.</summary>
    public static StoredOperation Read(DbDataReader row) => new()
    {
        Id = Guid.Parse(row.GetString(0)),
        State = (OperationState)row.GetInt64(1),
        Epoch = row.GetInt64(2),
        RequestId = row.GetString(3),
        Consumer = row.GetString(4),
        Route = row.GetString(5),
        Contract = row.GetString(6),
        ContractHash = row.GetString(7),
        Operation = row.GetString(8),
        Method = row.GetString(9),
        Target = row.GetString(10),
        RequestHeaders = HeaderText.Read(row.GetString(11)),
        RequestBody = row.BytesOrNull(12),
        Fingerprint = row.BytesOrNull(13),
        KeyKeep = row.IntegerOrNull(14),
        Lane = row.TextOrNull(15),
        Class = Enum.TryParse<UpstreamClass>(row.GetString(16), out var known) ? known : UpstreamClass.D,
        Causation = row.TextOrNull(17),
        CreatedAt = row.GetInt64(18),
        Deadline = row.GetInt64(19),
        SettledAt = row.IntegerOrNull(20),
        ExpiresAt = row.IntegerOrNull(21),
        Attempts = row.GetInt64(22),
        NextAttemptAt = row.IntegerOrNull(23),
        Status = (int?)row.IntegerOrNull(24),
        ResponseHeaders = HeaderText.Read(row.TextOrNull(25)),
        ResponseBody = row.BytesOrNull(26),
        IsReconstructed = row.GetInt64(27) == 1,
        Reason = row.TextOrNull(28),
        AbsentSince = row.IntegerOrNull(29),
        IsResent = row.GetInt64(30) == 1,
        LeasedUntil = row.IntegerOrNull(31),
        KeyScope = row.TextOrNull(32),
        QueueSeq = row.IntegerOrNull(33),
        QueueAttempts = row.GetInt64(34),
        QueueTerms = row.TextOrNull(35),
    };
}
