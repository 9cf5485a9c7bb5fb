namespace RetailSync.Sandbox.Payment;

/// <summary>Authorisations, captures and refunds, and what may not exceed what. Safe to call from many threads.</summary>
internal sealed class PaymentStore
{
    private const string DeclinedToken = "tok_declined";

    private static readonly TimeSpan AuthorisationLives = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<string, Authorisation> _authorisations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Capture> _captures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refund> _refunds = new(StringComparer.Ordinal);
    private int _last;

    public PaymentStore(Ledger ledger, TimeProvider clock)
    {
        _ledger = ledger;
        _clock = clock;
        Reset();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _authorisations.Clear();
            _captures.Clear();
            _refunds.Clear();
            _last = 0;
            var now = _clock.GetUtcNow();
            var open = new Authorisation(NextId("AU"), "OM-00000002", new Money(2950, Seed.Currency), new Money(0, Seed.Currency), AuthorisationStatus.Authorised, now + AuthorisationLives, now);
            var captured = new Authorisation(NextId("AU"), "OM-00000003", new Money(12900, Seed.Currency), new Money(12900, Seed.Currency), AuthorisationStatus.Captured, now + AuthorisationLives, now);
            var capture = new Capture(NextId("CA"), captured.AuthorisationId, captured.OrderNumber, captured.Amount, new Money(0, Seed.Currency), null, now);
            var refund = new Refund(NextId("RF"), capture.CaptureId, capture.OrderNumber, new Money(900, Seed.Currency), "Shipping returned", null, now);
            _authorisations[open.AuthorisationId] = open;
            _authorisations[captured.AuthorisationId] = captured;
            _captures[capture.CaptureId] = capture with { Refunded = refund.Amount };
            _refunds[refund.RefundId] = refund;
        }
    }

    public IReadOnlyList<Authorisation> List(string? orderNumber)
    {
        lock (_gate)
        {
            return [.. _authorisations.Values.Where(authorisation => orderNumber is null || authorisation.OrderNumber == orderNumber)];
        }
    }

    public Outcome<Authorisation> FindAuthorisation(string id)
    {
        lock (_gate)
        {
            return _authorisations.TryGetValue(id, out var found) ? found : Refusal.NotFound("authorisation", id);
        }
    }

    public Outcome<Capture> FindCapture(string id)
    {
        lock (_gate)
        {
            return _captures.TryGetValue(id, out var found) ? found : Refusal.NotFound("capture", id);
        }
    }

    public Outcome<Refund> FindRefund(string id)
    {
        lock (_gate)
        {
            return _refunds.TryGetValue(id, out var found) ? found : Refusal.NotFound("refund", id);
        }
    }

    public Outcome<Authorisation> Authorise(AuthorisationInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (input.Amount.Amount < 1)
            {
                return NotPositive(input.Amount);
            }

            if (input.TenderToken == DeclinedToken)
            {
                return Refusal.Of(402, "declined", "Payment declined.", "The issuer declined this tender.");
            }

            var now = _clock.GetUtcNow();
            var made = new Authorisation(
                NextId("AU"), input.OrderNumber, input.Amount, input.Amount with { Amount = 0 }, AuthorisationStatus.Authorised, now + AuthorisationLives, now);
            _authorisations[made.AuthorisationId] = made;
            _ledger.Append("authorisePayment", made.AuthorisationId, request, input.OrderNumber);
            return made;
        }
    }

    public Outcome<Capture> CaptureFrom(string authorisationId, CaptureInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_authorisations.TryGetValue(authorisationId, out var authorisation))
            {
                return Refusal.NotFound("authorisation", authorisationId);
            }

            if (JudgeCapture(authorisation, input.Amount) is { } refused)
            {
                return refused;
            }

            var total = authorisation.Captured with { Amount = authorisation.Captured.Amount + input.Amount.Amount };
            var status = total == authorisation.Amount ? AuthorisationStatus.Captured : AuthorisationStatus.PartlyCaptured;
            _authorisations[authorisationId] = authorisation with { Captured = total, Status = status };
            var made = new Capture(
                NextId("CA"), authorisationId, authorisation.OrderNumber, input.Amount, input.Amount with { Amount = 0 }, input.Reference, _clock.GetUtcNow());
            _captures[made.CaptureId] = made;
            _ledger.Append("capturePayment", made.CaptureId, request, input.Reference);
            return made;
        }
    }

    public Outcome<Refund> RefundFrom(string captureId, RefundInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_captures.TryGetValue(captureId, out var capture))
            {
                return Refusal.NotFound("capture", captureId);
            }

            if (input.Amount.Amount < 1)
            {
                return NotPositive(input.Amount);
            }

            var left = capture.Amount.Amount - capture.Refunded.Amount;
            if (input.Amount.Currency != capture.Amount.Currency || input.Amount.Amount > left)
            {
                return Refusal.Rule("over-refund", $"{input.Amount} cannot be refunded: {left} {capture.Amount.Currency} of {capture.Amount} are left.");
            }

            _captures[captureId] = capture with { Refunded = capture.Refunded with { Amount = capture.Refunded.Amount + input.Amount.Amount } };
            var made = new Refund(NextId("RF"), captureId, capture.OrderNumber, input.Amount, input.Reason, input.ReturnId, _clock.GetUtcNow());
            _refunds[made.RefundId] = made;
            _ledger.Append("refundPayment", made.RefundId, request, input.ReturnId);
            return made;
        }
    }

    public Outcome<Authorisation> Void(string authorisationId, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_authorisations.TryGetValue(authorisationId, out var authorisation))
            {
                return Refusal.NotFound("authorisation", authorisationId);
            }

            if (authorisation.Status is not AuthorisationStatus.Authorised)
            {
                return Refusal.Conflict("not-voidable", $"{authorisationId} is {authorisation.Status.ToString().ToLowerInvariant()}; only an authorisation without captures can be voided.");
            }

            var voided = authorisation with { Status = AuthorisationStatus.Voided };
            _authorisations[authorisationId] = voided;
            _ledger.Append("voidAuthorisation", authorisationId, request, authorisation.OrderNumber);
            return voided;
        }
    }

    private static Refusal NotPositive(Money amount) => Refusal.Rule("amount-not-positive", $"amount is {amount.Amount}; it must be at least 1.");

    private Refusal? JudgeCapture(Authorisation authorisation, Money amount)
    {
        var left = authorisation.Amount.Amount - authorisation.Captured.Amount;
        return authorisation switch
        {
            _ when amount.Amount < 1 => NotPositive(amount),
            { Status: AuthorisationStatus.Voided } => Refusal.Conflict("authorisation-voided", $"{authorisation.AuthorisationId} was voided."),
            _ when authorisation.ExpiresAt <= _clock.GetUtcNow() => Refusal.Conflict("authorisation-expired", $"{authorisation.AuthorisationId} expired at {authorisation.ExpiresAt:O}."),
            _ when amount.Currency != authorisation.Amount.Currency || amount.Amount > left =>
                Refusal.Rule("over-capture", $"{amount} cannot be captured: {left} {authorisation.Amount.Currency} of {authorisation.Amount} are left."),
            _ => null,
        };
    }

    private string NextId(string kind) => $"{kind}-{++_last:D10}";
}
