using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;
using RetailSync.Gateway;

namespace RetailSync.Events.Delivery;

/// <summary>Answers who has the newest state of a key: <c>GET /propagation?key=customer:C-1001</c> or <c>?event=id</c>.</summary>
internal sealed class PropagationEndpoints(Propagation propagation, SubscriptionStore subscriptions, EventLog log, SubscriptionCalls calls) : IProductEndpoints
{
    private static readonly ProductEndpoint Mark = new("propagation", "gateway.subscriptions");

    /// <inheritdoc/>
    public IReadOnlyList<ProductEndpoint> Endpoints { get; } = [Mark];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/propagation", (RequestDelegate)TellAsync).WithName("Propagation").WithSummary("Who has the newest state of a key").WithMetadata(Mark);

    private Task TellAsync(HttpContext context) => calls.GuardAsync(context, async cancel =>
    {
        var (key, id) = (context.Request.Query["key"].ToString(), context.Request.Query["event"].ToString());
        if ((key.Length > 0) == (id.Length > 0))
        {
            await calls.RefuseAsync(context, ProblemTypes.SchemaMismatch, "Exactly one of the parameters key and event must be there.");
            return;
        }

        var stored = id.Length > 0 ? await log.FindAsync(id, cancel) : null;
        if (id.Length > 0 && stored is null)
        {
            await calls.RefuseAsync(context, ProblemTypes.UnknownEvent, "No event has this id.");
            return;
        }

        key = stored?.Key ?? key;
        var (owner, isOperator) = (calls.CallerOf(context).Consumer.Id, calls.IsOperator(context));
        var lines = new List<PropagationLine>();
        foreach (var subscription in (await subscriptions.ListAsync(cancel)).Where(one => isOperator || one.Owner == owner))
        {
            lines.Add(await propagation.TellAsync(subscription, key, stored?.Seq, cancel));
        }

        await calls.WriteAsync(context, new { key, items = lines }, StatusCodes.Status200OK, cancel);
    });
}
