using System.Globalization;
using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Cli.Guarantee;

/// <summary>Reads from a route's policies what holds for its changes.</summary>
/// <param name="plan">The route's plan.</param>
/// <param name="effective">What its policies are set to.</param>
/// <param name="configuration">The whole configuration.</param>
/// <param name="hasStore">Whether there is anything to write to.</param>
internal sealed class RouteReader(RoutePlan plan, EffectivePolicies effective, IConfiguration configuration, bool hasStore)
{
    private const string Journal = "journal";
    private const string Lane = "lane";
    private const string Idempotency = "idempotency";

    // What the policies take where nothing is said; a test holds it against them.
    private static readonly TimeSpan DefaultKeep = TimeSpan.FromHours(72);

    private readonly HashSet<string> _acting = new(plan.Chain.Ids, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads it.</summary>
    public RouteGuarantee Read()
    {
        var why = WhyNotJournalled();
        IReadOnlyList<ChangeGuarantee> changes = plan.Facts.Contract is { } contract ? [.. contract.Operations.Where(operation => operation.ChangesState).Select(operation => Of(contract, operation, why is null))] : [];
        return new RouteGuarantee(plan.Facts.RouteId, plan.Facts.Contract?.Id, why is null, why, changes);
    }

    private string? WhyNotJournalled() =>
        !hasStore ? "the configuration has no section Store"
        : plan.Facts.Contract is null ? "it has no contract, which would say what a change is"
        : !_acting.Contains(Journal) ? "the policy 'journal' does not act on it"
        : null;

    private ChangeGuarantee Of(IContract contract, Operation operation, bool isJournalled)
    {
        var key = isJournalled && _acting.Contains(Idempotency) ? (Setting($"{Idempotency}:Modes:{operation.Id}") ?? Setting($"{Idempotency}:Mode") ?? "accept").ToLowerInvariant() : "off";
        var keep = Setting($"{Idempotency}:Keeps:{operation.Id}") ?? Setting($"{Idempotency}:Keep");
        var (isOrdered, order) = OrderOf(operation, isJournalled);
        return new ChangeGuarantee
        {
            Operation = operation.Id,
            Call = $"{operation.Method} {operation.PathTemplate}",
            Key = key,
            KeyIsKept = key == "off" ? null : keep is null ? DefaultKeep : TimeSpan.Parse(keep, CultureInfo.InvariantCulture),
            IsOrdered = isOrdered,
            Order = order,
            Class = isJournalled ? ClassOf(contract, operation) : null,
            Event = isJournalled ? operation.Event?.Type : null,
        };
    }

    private (bool IsOrdered, string Order) OrderOf(Operation operation, bool isJournalled) =>
        !isJournalled ? (false, "nothing is written down")
        : !_acting.Contains(Lane) ? (false, "the policy 'lane' does not act")
        : effective.Settings.Any(setting => setting.Key.StartsWith($"{Lane}:Unordered:", StringComparison.OrdinalIgnoreCase) && setting.Value.Value == operation.Id) ? (false, "declared unordered")
        : operation.Event is not { } declared ? (false, "no event declares whose change it is")
        : !declared.IsKeyInRequest ? (false, "the key is only in the answer")
        : (true, $"{declared.Entity} ({declared.Key})");

    private string ClassOf(IContract contract, Operation operation) =>
        (configuration[$"Journal:Resolvers:{contract.Id}#{operation.Id}:Class"] ?? Setting($"{Journal}:Classes:{operation.Id}") ?? Setting($"{Journal}:Class") ?? (plan.Upstream.HonoursKey is null ? "D" : "A")).ToUpperInvariant();

    private string? Setting(string path) => effective.Settings.TryGetValue(path, out var setting) ? setting.Value : null;
}
