namespace RetailSync.Sandbox.Oms;

/// <summary>Where an order stands between placed and closed.</summary>
internal enum OrderState
{
    Placed,
    Validated,
    Reserved,
    Authorised,
    Booked,
    Released,
    Shipped,
    Captured,
    Invoiced,
    Settled,
    Closed,
    Cancelled,
}

internal enum SalesChannel
{
    Web,
    Store,
    Marketplace,
    Phone,
}

internal sealed record OrderInput(
    string ExternalNumber,
    SalesChannel Channel,
    string CustomerId,
    string LegalEntity,
    DateOnly BusinessDate,
    IReadOnlyList<OrderLine> Lines,
    Money Total);

internal sealed record OrderLine(int LineNumber, string Sku, int Quantity, Money UnitPrice);

internal sealed record Order(
    string OrderNumber,
    string ExternalNumber,
    SalesChannel Channel,
    string CustomerId,
    string LegalEntity,
    DateOnly BusinessDate,
    IReadOnlyList<OrderLine> Lines,
    Money Total,
    OrderState State,
    IReadOnlyList<OrderState> NextStates,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>A step that has no operation of its own.</summary>
internal sealed record TransitionInput(OrderState To, string? Reference = null);

internal sealed record CancellationInput(string Reason);

internal sealed record ShipmentInput(string Carrier, IReadOnlyList<ShippedLine> Lines, string? TrackingNumber = null);

internal sealed record ShippedLine(int LineNumber, int Quantity);

/// <summary>A step that an order took.</summary>
internal sealed record HistoryEntry(OrderState? From, OrderState To, DateTimeOffset At, string? Note);

internal sealed record History(string OrderNumber, IReadOnlyList<HistoryEntry> Items);
