namespace RetailSync.Sandbox.Pos;

/// <summary>The stores' tills: a transaction is known by store, till, sequence and business day, so that a day may be sent again without harm.</summary>
internal sealed class PosSystem(Ledger ledger, TimeProvider clock) : ISandboxSystem, IResettable
{
    private readonly TransactionStore _store = new(ledger, clock);
    private readonly ReceivedChanges _received = new(ledger, "retail.product.published.v1", "pim", "product:MUG-WHITE");

    public string Id => "pos";

    public void Reset()
    {
        _store.Reset();
        _received.Reset();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var version = routes.MapGroup("/v1");
        version.MapGet("/transactions", (string? storeId, string? tillId, DateOnly? businessDate, int? limit, string? cursor) =>
            Page.Of(_store.List(storeId, tillId, businessDate), limit, cursor).Ok());
        version.MapPost("/transactions", Record);
        version.MapGet("/transactions/{transactionId}", (string transactionId) => _store.Find(transactionId).Ok());
        version.MapGet("/stores/{storeId}/gaps", (string storeId, DateOnly? businessDate) => _store.Gaps(storeId, businessDate).Ok());
        _received.Map(version);
    }

    private IResult Record(TransactionInput input, RequestFacts request)
    {
        var outcome = _store.Record(input, request, out var isNew);
        return isNew
            ? outcome.Answer(made => TypedResults.Created($"/pos/v1/transactions/{made.TransactionId}", made))
            : outcome.Ok();
    }
}
