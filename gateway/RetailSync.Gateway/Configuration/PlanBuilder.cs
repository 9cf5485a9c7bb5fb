using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Configuration;

/// <summary>Works out a route's plan: which policies act on it and with which settings.</summary>
internal sealed class PlanBuilder(IServiceProvider services, IEnumerable<PolicyRegistration> registrations)
{
    private readonly Dictionary<string, PolicyRegistration> _known = registrations.ToDictionary(r => r.Descriptor.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The known policies.</summary>
    public IReadOnlyCollection<PolicyRegistration> Known => _known.Values;

    /// <summary>Builds the plan, or returns <paramref name="previous"/> when nothing about it has changed. Null when there are faults.</summary>
    public RoutePlan? Build(RouteFacts facts, EffectivePolicies effective, string path, ClusterUpstream? upstream, RoutePlan? previous, ICollection<ConfigFault> faults, Func<PolicyDescriptor, bool>? only = null)
    {
        var fingerprint = Fingerprint(facts, effective, upstream);
        if (previous?.Fingerprint == fingerprint)
        {
            return previous;
        }

        var before = faults.Count;
        foreach (var name in effective.Names.Where(name => !_known.ContainsKey(name)))
        {
            var owner = effective.IsNamedByRoute(name) ? path : "Policies";
            faults.Add(new ConfigFault($"{owner}:{name}", $"no policy is named '{name}'. Known: {string.Join(", ", _known.Keys.Order())}."));
        }

        var chain = new List<(PolicyDescriptor, IGatewayPolicy)>();
        foreach (var registration in _known.Values.Where(registration => only?.Invoke(registration.Descriptor) != false && Acts(registration.Descriptor, facts, effective, path, faults)))
        {
            var section = effective.Section(registration.Descriptor.Id);
            if (registration.Build(services, facts, section, faults) is { } policy)
            {
                chain.Add((registration.Descriptor, policy));
            }
        }

        return faults.Count > before
            ? null
            : new RoutePlan
            {
                Facts = facts,
                Chain = new PolicyChain(chain),
                Fingerprint = fingerprint,
                Upstream = upstream?.Settings ?? UpstreamSettings.None,
                Forward = chain.Select(acting => acting.Item2).OfType<ForwardPolicy>().SingleOrDefault() ?? ForwardPolicy.Default,
            };
    }

    private static bool Acts(PolicyDescriptor policy, RouteFacts facts, EffectivePolicies effective, string path, ICollection<ConfigFault> faults)
    {
        var isOff = effective.IsOff(policy.Id);
        if (isOff && policy.Use is not PolicyUse.WhenNamed)
        {
            faults.Add(new ConfigFault(
                $"{path}:{policy.Id}",
                policy.Use is PolicyUse.EveryRoute
                    ? $"'{policy.Id}' acts on every route and cannot be switched off."
                    : $"'{policy.Id}' cannot be switched off; a route that needs no credential says \"public\": true."));
        }

        return policy.Use switch
        {
            PolicyUse.EveryRoute => true,
            PolicyUse.EveryProtectedRoute => !facts.IsPublic,
            PolicyUse.WhenNamed => !isOff && effective.Names.Contains(policy.Id, StringComparer.OrdinalIgnoreCase),
            _ => throw new System.Diagnostics.UnreachableException($"Policy use {policy.Use} is not known."),
        };
    }

    private static string Fingerprint(RouteFacts facts, EffectivePolicies effective, ClusterUpstream? upstream)
    {
        var text = new StringBuilder()
            .AppendLine(facts.RouteId).AppendLine(facts.ClusterId).AppendLine(facts.Path).Append(facts.MaxBodyBytes).AppendLine().AppendLine(facts.IsPublic ? "public" : "protected")
            .AppendLine(facts.Contract?.Id).AppendLine(facts.Contract?.Hash)
            .AppendLine(JsonSerializer.Serialize(facts.Version))
            .AppendLine(upstream?.Fingerprint)
            // A policy may be named without a setting of its own.
            .AppendJoin(',', effective.Names.Order(StringComparer.OrdinalIgnoreCase)).AppendLine()
            .Append(effective.AsText());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
