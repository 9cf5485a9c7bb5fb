using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Calls;

/// <summary>That an exchange is a call of ours, and on whose behalf. Nothing that comes in over the network has one. Immutable.</summary>
internal sealed class OwnCall(PipelineRequest request)
{
    private const string Scheme = "internal";

    /// <summary>Says what the call follows from, and under which operation it goes out.</summary>
    public void Begin(ActiveExchange exchange) => (exchange.CausationId, exchange.OperationKey) = (request.CausationId, request.Operation);

    /// <summary>Establishes who calls, in the place of the policies that ask for a credential.</summary>
    public Verdict Identify(ActiveExchange exchange)
    {
        if (exchange.Snapshot.Landscape.Consumers.Find(request.ConsumerId) is not { } consumer)
        {
            return Verdict.Refuse(new Problem(ProblemTypes.InsufficientScope, "The consumer on whose behalf this call is made is not in the landscape."));
        }

        exchange.Identify(new Caller { Consumer = consumer, Scopes = consumer.Scopes, Scheme = Scheme, Team = consumer.Owner });
        return Verdict.GoOn;
    }
}
