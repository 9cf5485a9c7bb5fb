namespace RetailSync.Sandbox.Erp;

/// <summary>The ERP: slow, away for maintenance now and then, strict about periods. Goods receipts can neither be repeated safely nor looked up.</summary>
internal sealed class ErpSystem(Ledger ledger, TimeProvider clock) : ISandboxSystem, IResettable
{
    private readonly EnterpriseStore _store = new(ledger, clock);
    private readonly ReceivedChanges _received = new(ledger, "retail.order.placed.v1", "oms", "order:OM-00000002");
    private ErpBehaviour _behaviour = new();

    public string Id => "erp";

    public void Reset()
    {
        _store.Reset();
        _received.Reset();
        _behaviour = new ErpBehaviour();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var version = routes.MapGroup("/v1").AddEndpointFilter(BehaveAsync);
        version.MapGet("/articles", (int? limit, string? cursor) => Page.Of(_store.Articles(), limit, cursor).Ok());
        version.MapGet("/articles/{sku}", (string sku) => _store.FindArticle(sku).Ok());
        version.MapPut("/articles/{sku}", (string sku, ArticleInput input, RequestFacts request) => _store.Change(sku, input, request).Ok());
        version.MapGet("/sales-orders", (string? externalNumber, int? limit, string? cursor) => Page.Of(_store.SalesOrders(externalNumber), limit, cursor).Ok());
        version.MapPost("/sales-orders", (SalesOrderInput input, RequestFacts request) =>
            _store.Book(input, request).Answer(made => TypedResults.Created($"/erp/v1/sales-orders/{made.DocumentNumber}", made)));
        version.MapGet("/sales-orders/{documentNumber}", (string documentNumber) => _store.FindSalesOrder(documentNumber).Ok());
        version.MapPost("/sales-orders/{documentNumber}/cancellation", (string documentNumber, CancellationInput input, RequestFacts request) =>
            _store.Cancel(documentNumber, input.Reason, request).Ok());
        version.MapPost("/goods-receipts", (GoodsReceiptInput input, RequestFacts request) =>
            _store.Receive(input, request).Answer(made => TypedResults.Created((string?)null, made)));
        version.MapGet("/periods", (int? limit, string? cursor) => Page.Of(_store.Periods(), limit, cursor).Ok());
        version.MapPost("/periods/{periodId}/lock", (string periodId, RequestFacts request) => _store.Lock(periodId, request).Ok());
        _received.Map(version);

        routes.MapGet(SystemPaths.Control + "/erp", () => _behaviour);
        routes.MapPut(SystemPaths.Control + "/erp", (ErpBehaviour behaviour) => _behaviour = behaviour);
    }

    private async ValueTask<object?> BehaveAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var behaviour = _behaviour;
        if (behaviour.Maintenance)
        {
            return Refusal.Of(503, "maintenance", "Maintenance.", "The maintenance window is open; nothing was done.") with { RetryAfter = behaviour.RetryAfterSeconds };
        }

        // Real time whatever clock the data follows: slowness is the point.
        await Task.Delay(TimeSpan.FromMilliseconds(behaviour.DelayMs), TimeProvider.System, call.HttpContext.RequestAborted);
        return await next(call);
    }
}
