namespace RetailSync.Sandbox.Oms;

/// <summary>Which step may follow which: forwards one at a time, and cancelled until the goods have left.</summary>
internal static class OrderStates
{
    /// <summary>The steps that have an operation of their own, because they carry more than a name.</summary>
    private static readonly OrderState[] WithOwnOperation = [OrderState.Released, OrderState.Shipped, OrderState.Cancelled];

    /// <summary>The states that may follow.</summary>
    public static IReadOnlyList<OrderState> After(OrderState state) => state switch
    {
        < OrderState.Shipped => [state + 1, OrderState.Cancelled],
        < OrderState.Closed => [state + 1],
        _ => [],
    };

    /// <summary>Null when the step is legal; otherwise why not.</summary>
    public static Refusal? Judge(Order order, OrderState to)
    {
        if (order.NextStates.Contains(to))
        {
            return null;
        }

        if (to == OrderState.Cancelled && order.State is >= OrderState.Shipped and < OrderState.Cancelled)
        {
            return Refusal.Conflict("order-already-shipped", $"Order {order.OrderNumber} is {Name(order.State)}: the goods have left. Take them back with a return.");
        }

        var legal = order.NextStates.Count == 0 ? "nothing follows" : "next can be " + string.Join(" or ", order.NextStates.Select(Name));
        return Refusal.Conflict("illegal-transition", $"Order {order.OrderNumber} is {Name(order.State)} and cannot become {Name(to)}; {legal}.");
    }

    /// <summary>Null when the step may be named in a plain transition; otherwise which operation takes it.</summary>
    public static Refusal? JudgePlain(OrderState to) =>
        WithOwnOperation.Contains(to)
            ? Refusal.Rule("transition-has-own-operation", $"'{Name(to)}' has an operation of its own: release, shipments or cancellation.")
            : null;

    private static string Name(OrderState state) => state.ToString().ToLowerInvariant();
}
