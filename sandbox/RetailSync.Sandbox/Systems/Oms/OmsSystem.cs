namespace RetailSync.Sandbox.Oms;

/// <summary>Order management: the state of every order from placed to closed. An order is found again by its external number.</summary>
internal sealed class OmsSystem : ISandboxSystem, IResettable
{
    private readonly OrderStore _store;
    private readonly OrderStream _stream;
    private readonly ReceivedChanges _received;

    public OmsSystem(Ledger ledger, TimeProvider clock)
    {
        var feed = new ChangeFeed<Order>();
        _store = new OrderStore(ledger, clock, feed);
        _stream = new OrderStream(feed, clock);
        _received = new ReceivedChanges(ledger, "retail.payment.captured.v1", "payment", "payment:AU-00000001");
    }

    public string Id => "oms";

    public void Reset()
    {
        _store.Reset();
        _received.Reset();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/v1/orders");
        orders.MapGet("", (string? externalNumber, string? state, string? customerId, int? limit, string? cursor) => List(externalNumber, state, customerId, limit, cursor));
        orders.MapPost("", (OrderInput input, RequestFacts request) =>
            _store.Place(input, request).Answer(order => TypedResults.Created($"/oms/v1/orders/{order.OrderNumber}", order)));
        orders.MapGet("/{orderNumber}", (string orderNumber) => _store.Find(orderNumber).Ok());
        orders.MapGet("/{orderNumber}/history", (string orderNumber) => _store.HistoryOf(orderNumber).Ok());
        orders.MapPost("/{orderNumber}/transitions", (string orderNumber, TransitionInput input, RequestFacts request) =>
            OrderStates.JudgePlain(input.To) ?? _store.Advance("advanceOrder", orderNumber, input.To, input.Reference, request).Ok());
        orders.MapPost("/{orderNumber}/release", (string orderNumber, RequestFacts request) =>
            _store.Advance("releaseOrder", orderNumber, OrderState.Released, null, request).Ok());
        orders.MapPost("/{orderNumber}/shipments", (string orderNumber, ShipmentInput input, RequestFacts request) =>
            _store.Advance("shipOrder", orderNumber, OrderState.Shipped, input.TrackingNumber ?? input.Carrier, request, order => OrderStore.JudgeShipment(order, input)).Ok());
        orders.MapPost("/{orderNumber}/cancellation", (string orderNumber, CancellationInput input, RequestFacts request) =>
            _store.Advance("cancelOrder", orderNumber, OrderState.Cancelled, input.Reason, request).Ok());
        routes.MapGet("/v1/order-stream", _stream.StreamAsync);
        _received.Map(routes.MapGroup("/v1"));
    }

    private IResult List(string? externalNumber, string? state, string? customerId, int? limit, string? cursor)
    {
        if (state is not null && !Enum.TryParse<OrderState>(state, ignoreCase: true, out _))
        {
            return Refusal.Invalid($"state '{state}' is none of {string.Join(", ", Enum.GetNames<OrderState>()).ToLowerInvariant()}.");
        }

        var wanted = state is null ? (OrderState?)null : Enum.Parse<OrderState>(state, ignoreCase: true);
        return Page.Of(_store.List(externalNumber, wanted, customerId), limit, cursor).Ok();
    }
}
