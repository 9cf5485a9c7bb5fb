namespace RetailSync.Sandbox.Payment;

/// <summary>The payment service provider. It honours <c>Idempotency-Key</c> on everything that moves money.</summary>
internal sealed class PaymentSystem(Ledger ledger, TimeProvider clock) : ISandboxSystem, IResettable, IDisposable
{
    private readonly PaymentStore _store = new(ledger, clock);
    private readonly IdempotencyFilter _idempotency = new();

    public string Id => "payment";

    public void Reset()
    {
        _store.Reset();
        _idempotency.Reset();
    }

    public void Dispose() => _idempotency.Dispose();

    public void Map(IEndpointRouteBuilder routes)
    {
        var version = routes.MapGroup("/v1");
        version.MapGet("/authorisations", (string? orderNumber, int? limit, string? cursor) => Page.Of(_store.List(orderNumber), limit, cursor).Ok());
        version.MapGet("/authorisations/{authorisationId}", (string authorisationId) => _store.FindAuthorisation(authorisationId).Ok());
        version.MapGet("/captures/{captureId}", (string captureId) => _store.FindCapture(captureId).Ok());
        version.MapGet("/refunds/{refundId}", (string refundId) => _store.FindRefund(refundId).Ok());

        var changes = version.MapGroup("").AddEndpointFilter(_idempotency);
        changes.MapPost("/authorisations", (AuthorisationInput input, RequestFacts request) =>
            _store.Authorise(input, request).Answer(made => TypedResults.Created($"/payment/v1/authorisations/{made.AuthorisationId}", made)));
        changes.MapPost("/authorisations/{authorisationId}/captures", (string authorisationId, CaptureInput input, RequestFacts request) =>
            _store.CaptureFrom(authorisationId, input, request).Answer(made => TypedResults.Created($"/payment/v1/captures/{made.CaptureId}", made)));
        changes.MapPost("/authorisations/{authorisationId}/void", (string authorisationId, RequestFacts request) => _store.Void(authorisationId, request).Ok());
        changes.MapPost("/captures/{captureId}/refunds", (string captureId, RefundInput input, RequestFacts request) =>
            _store.RefundFrom(captureId, input, request).Answer(made => TypedResults.Created($"/payment/v1/refunds/{made.RefundId}", made)));
    }
}
