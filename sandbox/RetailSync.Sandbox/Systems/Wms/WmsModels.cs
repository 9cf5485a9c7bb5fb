namespace RetailSync.Sandbox.Wms;

internal sealed record Stock(string Sku, string LocationId, int OnHand, int Reserved, int Available, DateTimeOffset UpdatedAt);

internal sealed record AdjustmentInput(string Sku, string LocationId, int Delta, AdjustmentReason Reason, string? Reference = null);

internal enum AdjustmentReason
{
    Count,
    Receipt,
    Damage,
    Theft,
    Return,
}

internal sealed record StockLine(string Sku, int Quantity);

internal sealed record ReservationInput(string OrderNumber, string LocationId, IReadOnlyList<StockLine> Lines, int TtlSeconds = 900);

internal enum ReservationStatus
{
    Held,
    Picking,
    Released,
    Expired,
    Shipped,
}

internal sealed record Reservation(
    string ReservationId,
    string OrderNumber,
    string LocationId,
    IReadOnlyList<StockLine> Lines,
    ReservationStatus Status,
    DateTimeOffset ExpiresAt);

internal sealed record PickOrderInput(string ReservationId);

internal enum PickStatus
{
    Open,
    Picked,
    Short,
    Shipped,
}

internal sealed record PickLine(string Sku, int Requested, int Picked);

internal sealed record PickOrder(string PickOrderId, string ReservationId, string OrderNumber, string LocationId, IReadOnlyList<PickLine> Lines, PickStatus Status);

internal sealed record PicksInput(IReadOnlyList<StockLine> Lines);

internal sealed record DispatchInput(string Carrier, string Sscc);

internal sealed record Shipment(string ShipmentId, string PickOrderId, string OrderNumber, string Carrier, string Sscc, IReadOnlyList<StockLine> Lines, DateTimeOffset ShippedAt);

/// <summary>What the stock feed says after each change.</summary>
internal sealed record StockMessage(string Type, string Sku, string LocationId, int OnHand, int Reserved, int Available, string Reason, DateTimeOffset At);
