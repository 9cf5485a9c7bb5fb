namespace RetailSync.Sandbox.Erp;

/// <summary>What finance knows of an article.</summary>
internal sealed record Article(
    string Sku,
    string Gtin,
    string CostCentre,
    string ValuationClass,
    TaxClass TaxClass,
    Money StandardCost,
    DateTimeOffset UpdatedAt);

internal sealed record ArticleInput(string CostCentre, string ValuationClass, TaxClass TaxClass, Money StandardCost);

internal enum TaxClass
{
    Standard,
    Reduced,
    Zero,
    Exempt,
}

internal sealed record SalesOrderInput(string ExternalNumber, string LegalEntity, DateOnly PostingDate, IReadOnlyList<SalesOrderLine> Lines);

internal sealed record SalesOrderLine(string Sku, int Quantity, Money NetAmount);

internal enum SalesOrderStatus
{
    Booked,
    Cancelled,
}

internal sealed record SalesOrder(
    string DocumentNumber,
    string ExternalNumber,
    string LegalEntity,
    DateOnly PostingDate,
    string Period,
    IReadOnlyList<SalesOrderLine> Lines,
    SalesOrderStatus Status,
    string? CancellationReason,
    DateTimeOffset CreatedAt);

internal sealed record CancellationInput(string Reason);

internal sealed record GoodsReceiptInput(string PurchaseOrder, string LocationId, DateOnly PostingDate, IReadOnlyList<GoodsReceiptLine> Lines);

internal sealed record GoodsReceiptLine(string Sku, int Quantity);

/// <summary>All that a caller ever gets to see of a goods receipt: it cannot be looked up again.</summary>
internal sealed record GoodsReceipt(string PurchaseOrder, string Period, DateTimeOffset PostedAt);

internal enum PeriodState
{
    Open,
    Locked,
}

internal sealed record Period(string Id, DateOnly From, DateOnly To, PeriodState State, DateTimeOffset? LockedAt);

/// <summary>How the ERP behaves: set through the sandbox's controls.</summary>
internal sealed record ErpBehaviour
{
    /// <summary>Whether the maintenance window is open; every call is then answered with 503. Default false.</summary>
    public bool Maintenance { get; init; }

    /// <summary>Seconds in the <c>Retry-After</c> header of a maintenance answer. Default 120.</summary>
    public int RetryAfterSeconds { get; init; } = 120;

    /// <summary>How long every call takes at least, in milliseconds. Default 20.</summary>
    public int DelayMs { get; init; } = 20;
}
