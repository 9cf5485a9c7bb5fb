namespace RetailSync.Sandbox.Wms;

/// <summary>The warehouse: stock per article and place, reservations that end by themselves, picking, shipping, and a live feed.</summary>
internal sealed class WmsSystem : ISandboxSystem, IResettable
{
    private readonly Warehouse _warehouse;
    private readonly StockFeed _feed;

    public WmsSystem(Ledger ledger, TimeProvider clock)
    {
        var feed = new ChangeFeed<StockMessage>();
        _warehouse = new Warehouse(ledger, clock, feed);
        _feed = new StockFeed(feed);
    }

    public string Id => "wms";

    public void Reset() => _warehouse.Reset();

    public void Map(IEndpointRouteBuilder routes)
    {
        var version = routes.MapGroup("/v1");
        version.MapGet("/stock", (string? sku, string? locationId, int? limit, string? cursor) => Page.Of(_warehouse.List(sku, locationId), limit, cursor).Ok());
        version.MapGet("/locations/{locationId}/stock/{sku}", (string locationId, string sku) => _warehouse.Find(locationId, sku).Ok());
        version.MapPost("/stock-adjustments", (AdjustmentInput input, RequestFacts request) => _warehouse.Adjust(input, request).Ok());
        version.MapPost("/reservations", (ReservationInput input, RequestFacts request) =>
            _warehouse.Reserve(input, request).Answer(made => TypedResults.Created($"/wms/v1/reservations/{made.ReservationId}", made)));
        version.MapGet("/reservations/{reservationId}", (string reservationId) => _warehouse.FindReservation(reservationId).Ok());
        version.MapDelete("/reservations/{reservationId}", (string reservationId, RequestFacts request) =>
            _warehouse.Release(reservationId, request).Answer(_ => TypedResults.NoContent()));
        version.MapPost("/pick-orders", (PickOrderInput input, RequestFacts request) =>
            _warehouse.StartPicking(input, request).Answer(made => TypedResults.Created($"/wms/v1/pick-orders/{made.PickOrderId}", made)));
        version.MapGet("/pick-orders/{pickOrderId}", (string pickOrderId) => _warehouse.FindPickOrder(pickOrderId).Ok());
        version.MapPost("/pick-orders/{pickOrderId}/picks", (string pickOrderId, PicksInput input, RequestFacts request) => _warehouse.Pick(pickOrderId, input, request).Ok());
        version.MapPost("/pick-orders/{pickOrderId}/shipment", (string pickOrderId, DispatchInput input, RequestFacts request) =>
            _warehouse.Ship(pickOrderId, input, request).Answer(made => TypedResults.Created((string?)null, made)));
        version.MapGet("/stock-feed", _feed.ServeAsync);
    }
}
