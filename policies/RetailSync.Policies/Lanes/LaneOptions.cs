using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Gateway;

namespace RetailSync.Policies.Lanes;

/// <summary>How changes of one thing wait for each other.</summary>
internal sealed class LaneOptions : IChecksRoute
{
    /// <summary>How many changes of one thing may wait at a time. 0 to 10,000; default 100.</summary>
    [Range(0, 10_000)]
    public int MaxDepth { get; init; } = 100;

    /// <summary>How long a change waits for its turn, in seconds. 1 to 120; default 10.</summary>
    [Range(1, 120)]
    public int MaxWaitSeconds { get; init; } = 10;

    /// <summary>Operations of the route's contract whose changes wait for nobody, by operation id. Default none.</summary>
    public IReadOnlyList<string> Unordered { get; init; } = [];

    /// <summary>The longest body that is read to find a key in it, in bytes. 1,024 to 104,857,600; default 1,048,576.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <inheritdoc/>
    public IEnumerable<string> Check(RouteFacts route)
    {
        foreach (var id in Unordered.Where(id => route.Contract?.Operations.Any(known => known.Id == id) != true))
        {
            yield return route.Contract is { } contract
                ? $"Unordered: the contract {contract.Id} has no operation '{id}'. Known: {string.Join(", ", contract.Operations.Select(known => known.Id))}."
                : $"Unordered: the route has no contract and so no operation '{id}'.";
        }
    }
}

[OptionsValidator]
internal sealed partial class LaneOptionsValidator : IValidateOptions<LaneOptions>;
