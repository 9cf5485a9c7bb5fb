using System.Collections.Frozen;
using RetailSync.Gateway;

namespace RetailSync.Policies.Authorize;

/// <summary>Lets a caller through whose scopes cover the operation, and nobody else.</summary>
internal sealed class AuthorizePolicy(AuthorizeOptions options, RouteFacts route) : IRequestPolicy
{
    private readonly bool _anyCaller = options.AnyCaller;
    private readonly string[] _always = [.. options.Scopes];
    private readonly bool _hasContract = route.Contract is not null;

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(Decide(exchange));

    private static bool HasAll(FrozenSet<string> granted, IReadOnlyList<string> needed)
    {
        for (var i = 0; i < needed.Count; i++)
        {
            if (!granted.Contains(needed[i]))
            {
                return false;
            }
        }

        return true;
    }

    private Verdict Decide(Exchange exchange)
    {
        if (exchange.Caller is not { } caller)
        {
            return Refuse([], "Nobody was identified.");
        }

        if (exchange.Operation is not { } operation)
        {
            return _hasContract || (_always.Length == 0 && !_anyCaller)
                ? Refuse([], _hasContract ? "The contract has no such operation." : "The route has neither a contract nor Scopes.")
                : HasAll(caller.Scopes, _always) ? Verdict.GoOn : Refuse(_always, $"'{caller.Consumer.Id}' lacks a scope of the route.");
        }

        var alternatives = operation.ScopeAlternatives;
        if (alternatives.Count == 0)
        {
            return Refuse([], $"Operation '{operation.Id}' declares no security, so nobody may call it.");
        }

        if (HasAll(caller.Scopes, _always))
        {
            for (var i = 0; i < alternatives.Count; i++)
            {
                if (HasAll(caller.Scopes, alternatives[i]))
                {
                    return Verdict.GoOn;
                }
            }
        }

        return Refuse([.. _always.Union(alternatives[0])], $"'{caller.Consumer.Id}' lacks a scope of operation '{operation.Id}'.");
    }

    private static Verdict Refuse(string[] needed, string reason)
    {
        var scope = string.Join(' ', needed);
        var challenge = "Bearer realm=\"retailsync\", error=\"insufficient_scope\"" + (scope.Length == 0 ? "" : $", scope=\"{scope}\"");
        var detail = scope.Length == 0 ? "No scope allows this." : $"Needed: {scope}.";
        return Verdict.Refuse(new Problem(ProblemTypes.InsufficientScope, detail) { Reason = reason }.With("WWW-Authenticate", challenge));
    }
}
