namespace RetailSync.Sandbox;

/// <summary>One change that a system really applied.</summary>
/// <param name="Sequence">Its place in the order of application, from 1 without gaps.</param>
/// <param name="Time">When it was applied.</param>
/// <param name="Operation">The operation that applied it, by the contract's <c>operationId</c>.</param>
/// <param name="EntityKey">The key of the thing changed, such as an order's number.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> seen, if any.</param>
/// <param name="IdempotencyKey">The <c>Idempotency-Key</c> seen, if any.</param>
/// <param name="ClientReference">The caller's own reference found in the request, such as an external order number.</param>
/// <param name="BodyHash">SHA-256 of the request's body in hexadecimal; null when there was none.</param>
internal sealed record LedgerEntry(
    long Sequence,
    DateTimeOffset Time,
    string Operation,
    string EntityKey,
    string? RequestId,
    string? IdempotencyKey,
    string? ClientReference,
    string? BodyHash);
