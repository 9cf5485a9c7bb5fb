namespace RetailSync.Sandbox.Payment;

internal enum AuthorisationStatus
{
    Authorised,
    PartlyCaptured,
    Captured,
    Voided,
}

internal sealed record AuthorisationInput(string OrderNumber, Money Amount, string TenderToken);

internal sealed record Authorisation(
    string AuthorisationId,
    string OrderNumber,
    Money Amount,
    Money Captured,
    AuthorisationStatus Status,
    DateTimeOffset ExpiresAt,
    DateTimeOffset CreatedAt);

internal sealed record CaptureInput(Money Amount, string? Reference = null);

internal sealed record Capture(string CaptureId, string AuthorisationId, string OrderNumber, Money Amount, Money Refunded, string? Reference, DateTimeOffset CreatedAt);

internal sealed record RefundInput(Money Amount, string Reason, string? ReturnId = null);

internal sealed record Refund(string RefundId, string CaptureId, string OrderNumber, Money Amount, string Reason, string? ReturnId, DateTimeOffset CreatedAt);
