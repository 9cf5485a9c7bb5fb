namespace RetailSync.Sandbox.Wms;

/// <summary>Picking and shipping: what was reserved is taken from the shelf, perhaps short, and leaves.</summary>
internal sealed partial class Warehouse
{
    public Outcome<PickOrder> StartPicking(PickOrderInput input, RequestFacts request)
    {
        lock (_gate)
        {
            ExpireLate();
            if (!_reservations.TryGetValue(input.ReservationId, out var reservation))
            {
                return Refusal.NotFound("reservation", input.ReservationId);
            }

            if (reservation.Status != ReservationStatus.Held)
            {
                return Refusal.Conflict("reservation-not-held", $"{input.ReservationId} is {reservation.Status.ToString().ToLowerInvariant()}; only a held reservation can be picked.");
            }

            _reservations[reservation.ReservationId] = reservation with { Status = ReservationStatus.Picking };
            var made = Plan(reservation);
            _picks[made.PickOrderId] = made;
            _ledger.Append("createPickOrder", made.PickOrderId, request, reservation.OrderNumber);
            return made;
        }
    }

    public Outcome<PickOrder> FindPickOrder(string pickOrderId)
    {
        lock (_gate)
        {
            return _picks.TryGetValue(pickOrderId, out var found) ? found : Refusal.NotFound("pick-order", pickOrderId);
        }
    }

    /// <summary>Notes what was found on the shelf. Less than was asked for is a short pick; more is refused.</summary>
    public Outcome<PickOrder> Pick(string pickOrderId, PicksInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_picks.TryGetValue(pickOrderId, out var order))
            {
                return Refusal.NotFound("pick-order", pickOrderId);
            }

            if (order.Status != PickStatus.Open)
            {
                return Refusal.Conflict("pick-order-done", $"{pickOrderId} is {order.Status.ToString().ToLowerInvariant()}; picks are noted once.");
            }

            var picked = input.Lines.GroupBy(line => line.Sku).ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity), StringComparer.Ordinal);
            if (picked.Keys.Except(order.Lines.Select(line => line.Sku)).FirstOrDefault() is { } stranger)
            {
                return Refusal.Rule("picked-not-asked", $"{stranger} is not on {pickOrderId}.");
            }

            var lines = order.Lines.Select(line => line with { Picked = picked.GetValueOrDefault(line.Sku) }).ToList();
            if (lines.FirstOrDefault(line => line.Picked < 0 || line.Picked > line.Requested) is { } wrong)
            {
                return Refusal.Rule("picked-too-much", $"{wrong.Picked} of {wrong.Sku} picked, {wrong.Requested} asked for.");
            }

            var status = lines.All(line => line.Picked == line.Requested) ? PickStatus.Picked : PickStatus.Short;
            var after = order with { Lines = lines, Status = status };
            _picks[pickOrderId] = after;
            _ledger.Append("recordPicks", pickOrderId, request, order.OrderNumber);
            return after;
        }
    }

    public Outcome<Shipment> Ship(string pickOrderId, DispatchInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_picks.TryGetValue(pickOrderId, out var order))
            {
                return Refusal.NotFound("pick-order", pickOrderId);
            }

            if (order.Status is not (PickStatus.Picked or PickStatus.Short) || order.Lines.All(line => line.Picked == 0))
            {
                return Refusal.Conflict("nothing-to-ship", $"{pickOrderId} is {order.Status.ToString().ToLowerInvariant()}; it must be picked, at least in part, and not yet shipped.");
            }

            if (!CheckDigit.Fits(input.Sscc, 18))
            {
                return Refusal.Rule("sscc-invalid", $"'{input.Sscc}' is not an SSCC: 18 digits, the last of which is a check digit.");
            }

            foreach (var line in order.Lines)
            {
                _book.Move(order.LocationId, line.Sku, -line.Picked, -line.Requested, "shipped");
            }

            _picks[pickOrderId] = order with { Status = PickStatus.Shipped };
            if (_reservations.TryGetValue(order.ReservationId, out var reservation) && reservation.Status == ReservationStatus.Picking)
            {
                _reservations[order.ReservationId] = reservation with { Status = ReservationStatus.Shipped };
            }

            var lines = order.Lines.Where(line => line.Picked > 0).Select(line => new StockLine(line.Sku, line.Picked)).ToList();
            var made = new Shipment(NextId("SH"), pickOrderId, order.OrderNumber, input.Carrier, input.Sscc, lines, _clock.GetUtcNow());
            _ledger.Append("shipPickOrder", made.ShipmentId, request, order.OrderNumber);
            return made;
        }
    }

    private PickOrder Plan(Reservation reservation) => new(
        NextId("PK"),
        reservation.ReservationId,
        reservation.OrderNumber,
        reservation.LocationId,
        [.. reservation.Lines.GroupBy(line => line.Sku).Select(group => new PickLine(group.Key, group.Sum(line => line.Quantity), 0))],
        PickStatus.Open);
}
