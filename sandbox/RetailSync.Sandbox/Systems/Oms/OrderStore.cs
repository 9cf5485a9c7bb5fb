namespace RetailSync.Sandbox.Oms;

/// <summary>Orders and their rules. Safe to call from many threads.</summary>
internal sealed class OrderStore
{
    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly ChangeFeed<Order> _feed;
    private readonly SortedDictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<HistoryEntry>> _history = new(StringComparer.Ordinal);
    private int _last;

    public OrderStore(Ledger ledger, TimeProvider clock, ChangeFeed<Order> feed)
    {
        _ledger = ledger;
        _clock = clock;
        _feed = feed;
        Reset();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _orders.Clear();
            _history.Clear();
            _last = 0;
            Plant("WEB-0000500001", "C-100234", OrderState.Placed, new OrderLine(1, "TSHIRT-BLUE-M", 2, Eur(1999)), new OrderLine(2, "MUG-WHITE", 1, Eur(899)));
            Plant("WEB-0000500002", "C-100377", OrderState.Booked, new OrderLine(1, "COOKBOOK-01", 1, Eur(2950)));
            Plant("WEB-0000500003", "C-100512", OrderState.Released, new OrderLine(1, "HEADPHONES-X1", 1, Eur(12900)));
        }
    }

    public IReadOnlyList<Order> List(string? externalNumber, OrderState? state, string? customerId)
    {
        lock (_gate)
        {
            return
            [
                .. _orders.Values.Where(order =>
                    (externalNumber is null || order.ExternalNumber == externalNumber)
                    && (state is null || order.State == state)
                    && (customerId is null || order.CustomerId == customerId)),
            ];
        }
    }

    public Outcome<Order> Find(string orderNumber)
    {
        lock (_gate)
        {
            return _orders.TryGetValue(orderNumber, out var order) ? order : Refusal.NotFound("order", orderNumber);
        }
    }

    public Outcome<History> HistoryOf(string orderNumber)
    {
        lock (_gate)
        {
            return _history.TryGetValue(orderNumber, out var entries) ? new History(orderNumber, [.. entries]) : Refusal.NotFound("order", orderNumber);
        }
    }

    public Outcome<Order> Place(OrderInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (Judge(input) is { } refused)
            {
                return refused;
            }

            if (_orders.Values.FirstOrDefault(order => order.ExternalNumber == input.ExternalNumber) is { } first)
            {
                return Refusal.Conflict("duplicate-external-number", $"The external number '{input.ExternalNumber}' belongs to order {first.OrderNumber}.");
            }

            var order = Make(input, OrderState.Placed, _clock.GetUtcNow());
            Note(order, null, null);
            _ledger.Append("placeOrder", order.OrderNumber, request, input.ExternalNumber);
            _feed.Publish(order);
            return order;
        }
    }

    /// <summary>Takes an order one step on, when the step is legal and the order satisfies <paramref name="rule"/>.</summary>
    public Outcome<Order> Advance(string operation, string orderNumber, OrderState to, string? note, RequestFacts request, Func<Order, Refusal?>? rule = null)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(orderNumber, out var before))
            {
                return Refusal.NotFound("order", orderNumber);
            }

            if ((OrderStates.Judge(before, to) ?? rule?.Invoke(before)) is { } refused)
            {
                return refused;
            }

            var after = before with { State = to, NextStates = OrderStates.After(to), UpdatedAt = _clock.GetUtcNow() };
            _orders[orderNumber] = after;
            Note(after, before.State, note);
            _ledger.Append(operation, orderNumber, request, after.ExternalNumber);
            _feed.Publish(after);
            return after;
        }
    }

    /// <summary>Null when what is shipped is on the order, each line once, and in the quantity ordered.</summary>
    public static Refusal? JudgeShipment(Order order, ShipmentInput shipment)
    {
        var ordered = order.Lines.ToDictionary(line => line.LineNumber, line => line.Quantity);
        var shipped = shipment.Lines.GroupBy(line => line.LineNumber).ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity));
        foreach (var (line, quantity) in shipped)
        {
            if (!ordered.TryGetValue(line, out var most) || quantity < 1 || quantity > most)
            {
                return Refusal.Rule("shipped-not-ordered", $"Line {line}: {quantity} shipped, {most} ordered.");
            }
        }

        return shipped.Count > 0 ? null : Refusal.Rule("shipment-empty", "A shipment needs at least one line.");
    }

    private static Refusal? Judge(OrderInput input)
    {
        if (input.Lines.Count == 0 || input.Lines.Any(line => line.Quantity < 1))
        {
            return Refusal.Invalid("An order needs at least one line, and each line a quantity of at least 1.");
        }

        if (input.Lines.DistinctBy(line => line.LineNumber).Count() != input.Lines.Count)
        {
            return Refusal.Rule("line-number-twice", "Each line number may occur once.");
        }

        if (input.Lines.Any(line => line.UnitPrice.Currency != input.Total.Currency))
        {
            return Refusal.Rule("currencies-differ", $"Every line must be in the total's currency, {input.Total.Currency}.");
        }

        var sum = input.Lines.Sum(line => line.UnitPrice.Amount * line.Quantity);
        return sum == input.Total.Amount ? null : Refusal.Rule("total-differs", $"The lines come to {sum}, the total says {input.Total.Amount}.");
    }

    private static Money Eur(long amount) => new(amount, Seed.Currency);

    private void Plant(string externalNumber, string customerId, OrderState state, params IReadOnlyList<OrderLine> lines)
    {
        var total = Eur(lines.Sum(line => line.UnitPrice.Amount * line.Quantity));
        var order = Make(new OrderInput(externalNumber, SalesChannel.Web, customerId, "DE01", Seed.BusinessDate, lines, total), state, Seed.Made);
        _history[order.OrderNumber] = [new HistoryEntry(null, state, Seed.Made, "seed")];
    }

    private Order Make(OrderInput input, OrderState state, DateTimeOffset now)
    {
        var order = new Order(
            $"OM-{++_last:D8}",
            input.ExternalNumber,
            input.Channel,
            input.CustomerId,
            input.LegalEntity,
            input.BusinessDate,
            input.Lines,
            input.Total,
            state,
            OrderStates.After(state),
            now,
            now);
        _orders[order.OrderNumber] = order;
        return order;
    }

    private void Note(Order order, OrderState? from, string? note)
    {
        if (!_history.TryGetValue(order.OrderNumber, out var entries))
        {
            _history[order.OrderNumber] = entries = [];
        }

        entries.Add(new HistoryEntry(from, order.State, order.UpdatedAt, note));
    }
}
