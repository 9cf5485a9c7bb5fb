namespace RetailSync.Sandbox.Wms;

/// <summary>Stock and reservations. Safe to call from many threads.</summary>
internal sealed partial class Warehouse
{
    private const int LongestTtl = 86_400;

    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly StockBook _book;
    private readonly SortedDictionary<string, Reservation> _reservations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PickOrder> _picks = new(StringComparer.Ordinal);
    private int _last;

    public Warehouse(Ledger ledger, TimeProvider clock, ChangeFeed<StockMessage> feed)
    {
        _ledger = ledger;
        _clock = clock;
        _book = new StockBook(clock, feed);
        Reset();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _book.Reset();
            _reservations.Clear();
            _picks.Clear();
            _last = 0;
            var held = Hold(new ReservationInput("OM-00000002", Seed.Warehouse, [new StockLine("COOKBOOK-01", 1)], LongestTtl), ReservationStatus.Held);
            var picking = Hold(new ReservationInput("OM-00000003", Seed.Warehouse, [new StockLine("HEADPHONES-X1", 1)], LongestTtl), ReservationStatus.Picking);
            var open = Plan(picking);
            var picked = Plan(held with { OrderNumber = "OM-00000001", Lines = [] });
            _picks[open.PickOrderId] = open;
            _picks[picked.PickOrderId] = picked with { Status = PickStatus.Picked, Lines = [new PickLine("MUG-WHITE", 1, 1)] };
            _book.Move(Seed.Warehouse, "MUG-WHITE", 0, 1, "reserved");
        }
    }

    public IReadOnlyList<Stock> List(string? sku, string? locationId)
    {
        lock (_gate)
        {
            ExpireLate();
            return [.. _book.All.Where(stock => (sku is null || stock.Sku == sku) && (locationId is null || stock.LocationId == locationId))];
        }
    }

    public Outcome<Stock> Find(string locationId, string sku)
    {
        lock (_gate)
        {
            ExpireLate();
            return _book.Find(locationId, sku) is { } stock ? stock : NoStock(locationId, sku);
        }
    }

    public Outcome<Stock> Adjust(AdjustmentInput input, RequestFacts request)
    {
        lock (_gate)
        {
            ExpireLate();
            if (_book.Find(input.LocationId, input.Sku) is not { } stock)
            {
                return NoStock(input.LocationId, input.Sku);
            }

            if (stock.OnHand + input.Delta < stock.Reserved)
            {
                return Refusal.Conflict("stock-below-reserved", $"{stock.OnHand} on hand and {stock.Reserved} reserved: {input.Delta} would leave too little.");
            }

            var after = _book.Move(input.LocationId, input.Sku, input.Delta, 0, input.Reason.ToString().ToLowerInvariant());
            _ledger.Append("adjustStock", $"{input.Sku}@{input.LocationId}", request, input.Reference);
            return after;
        }
    }

    public Outcome<Reservation> Reserve(ReservationInput input, RequestFacts request)
    {
        lock (_gate)
        {
            ExpireLate();
            if (input.TtlSeconds is < 1 or > LongestTtl || input.Lines.Count == 0 || input.Lines.Any(line => line.Quantity < 1))
            {
                return Refusal.Invalid($"A reservation needs lines with a quantity of at least 1 and a ttlSeconds from 1 to {LongestTtl}.");
            }

            foreach (var line in input.Lines.GroupBy(line => line.Sku).Select(group => new StockLine(group.Key, group.Sum(line => line.Quantity))))
            {
                if (_book.Find(input.LocationId, line.Sku) is not { } stock)
                {
                    return NoStock(input.LocationId, line.Sku);
                }

                if (stock.Available < line.Quantity)
                {
                    return Refusal.Conflict("stock-short", $"{line.Quantity} of {line.Sku} wanted at {input.LocationId}, {stock.Available} available. Nothing was reserved.");
                }
            }

            var made = Hold(input, ReservationStatus.Held);
            _ledger.Append("reserveStock", made.ReservationId, request, input.OrderNumber);
            return made;
        }
    }

    public Outcome<Reservation> FindReservation(string reservationId)
    {
        lock (_gate)
        {
            ExpireLate();
            return _reservations.TryGetValue(reservationId, out var found) ? found : Refusal.NotFound("reservation", reservationId);
        }
    }

    public Outcome<Reservation> Release(string reservationId, RequestFacts request)
    {
        lock (_gate)
        {
            ExpireLate();
            if (!_reservations.TryGetValue(reservationId, out var found))
            {
                return Refusal.NotFound("reservation", reservationId);
            }

            if (found.Status != ReservationStatus.Held)
            {
                return Refusal.Conflict("reservation-not-held", $"{reservationId} is {found.Status.ToString().ToLowerInvariant()}; only a held reservation can be released.");
            }

            var after = End(found, ReservationStatus.Released);
            _ledger.Append("releaseReservation", reservationId, request, found.OrderNumber);
            return after;
        }
    }

    private static Refusal NoStock(string locationId, string sku) => Refusal.NotFound("stock", $"{sku}@{locationId}");

    // On every call rather than on a timer: what nobody looks at needs no expiry, and a test's clock needs no waiting.
    private void ExpireLate()
    {
        var now = _clock.GetUtcNow();
        foreach (var late in _reservations.Values.Where(reservation => reservation.Status == ReservationStatus.Held && reservation.ExpiresAt <= now).ToList())
        {
            End(late, ReservationStatus.Expired);
            _ledger.Append("expireReservation", late.ReservationId, RequestFacts.None, late.OrderNumber);
        }
    }

    private Reservation Hold(ReservationInput input, ReservationStatus status)
    {
        foreach (var line in input.Lines)
        {
            _book.Move(input.LocationId, line.Sku, 0, line.Quantity, "reserved");
        }

        var made = new Reservation(NextId("RS"), input.OrderNumber, input.LocationId, input.Lines, status, _clock.GetUtcNow().AddSeconds(input.TtlSeconds));
        return _reservations[made.ReservationId] = made;
    }

    private Reservation End(Reservation reservation, ReservationStatus status)
    {
        foreach (var line in reservation.Lines)
        {
            _book.Move(reservation.LocationId, line.Sku, 0, -line.Quantity, status.ToString().ToLowerInvariant());
        }

        return _reservations[reservation.ReservationId] = reservation with { Status = status };
    }

    private string NextId(string kind) => $"{kind}-{++_last:D8}";
}
