using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Gateway;

namespace RetailSync.Policies.Journal;

/// <summary>How a route's changes are written down.</summary>
internal sealed class JournalOptions : IValidatableObject, IChecksRoute
{
    /// <summary>What the system offers when no answer comes: <c>a</c>, <c>b</c>, <c>c</c> or <c>d</c>. Default <c>a</c> where its cluster says <c>HonoursKey</c>, otherwise <c>d</c>.</summary>
    public UpstreamClass? Class { get; init; }

    /// <summary>Operations of the route's contract with a class of their own, by operation id. Default none.</summary>
    public IReadOnlyDictionary<string, UpstreamClass> Classes { get; init; } = new Dictionary<string, UpstreamClass>();

    /// <summary>When changes are sent: <c>now</c>, or <c>queue</c>: its caller is told 202 once the request is on disk, and it is sent when the system is up. Default <c>now</c>.</summary>
    public AcceptKind Accept { get; init; }

    /// <summary>Operations of the route's contract with an <c>Accept</c> of their own, by operation id. Default none.</summary>
    public IReadOnlyDictionary<string, AcceptKind> Accepts { get; init; } = new Dictionary<string, AcceptKind>();

    /// <summary>How many accepted changes may wait on the route; beyond that 503 <c>lane-full</c>. 1 to 100,000; default 10,000.</summary>
    [Range(1, 100_000)]
    public int MaxQueued { get; init; } = 10_000;

    /// <summary>How many accepted changes of one thing may be open; beyond that 503 <c>lane-full</c>. 1 to 10,000; default 1,000.</summary>
    [Range(1, 10_000)]
    public int MaxQueuedPerKey { get; init; } = 1_000;

    /// <summary>Statuses, 400 to 599, after which a change counts as refused for good, against the rule. Default none.</summary>
    public IReadOnlyList<int> Reject { get; init; } = [];

    /// <summary>Statuses, 400 to 599, after which a change counts as not made and its key is free again, against the rule. Default none.</summary>
    public IReadOnlyList<int> Release { get; init; } = [];

    /// <summary>Whether the system's contract promises that nothing was done when it answers 503. Default false.</summary>
    public bool NotApplied503 { get; init; }

    /// <summary>The longest request body that is written down, in bytes; a longer one is refused (413). 1,024 to 104,857,600; default 1,048,576.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxRequestBytes { get; init; } = 1_048_576;

    /// <summary>The longest answer that is waited for before it leaves, in bytes. 1,024 to 104,857,600; default 10,485,760.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxAnswerBytes { get; init; } = 10_485_760;

    /// <summary>The longest answer whose body is kept, in bytes. 0 to 104,857,600; default 1,048,576.</summary>
    [Range(0, 104_857_600)]
    public int MaxKeptBytes { get; init; } = 1_048_576;

    /// <summary>How long a change waits for one of the same thing that another gateway is making, in seconds. 0 to 120; default 10.</summary>
    [Range(0, 120)]
    public int MaxWaitSeconds { get; init; } = 10;

    /// <summary>When a caller that was told <c>outcome-unknown</c> should ask again, in seconds. 1 to 3,600; default 5.</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; init; } = 5;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var status in Reject.Concat(Release).Where(status => status is < 400 or > 599))
        {
            yield return new ValidationResult($"Reject, Release: {status} is no status of a refusal; 400 to 599 are.", [nameof(Reject)]);
        }

        foreach (var status in Reject.Intersect(Release))
        {
            yield return new ValidationResult($"Reject, Release: {status} cannot be both.", [nameof(Release)]);
        }

        foreach (var (name, unknown) in Accepts.Append(KeyValuePair.Create(nameof(Accept), Accept)).Where(entry => !Enum.IsDefined(entry.Value)))
        {
            yield return new ValidationResult($"{name} cannot be '{unknown}'. Known: now, queue.", [nameof(Accept)]);
        }

        foreach (var (name, unknown) in Classes.Append(KeyValuePair.Create(nameof(Class), Class ?? UpstreamClass.D)).Where(entry => !Enum.IsDefined(entry.Value)))
        {
            yield return new ValidationResult($"{name} cannot be '{unknown}'. Known: a, b, c, d.", [nameof(Class)]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(RouteFacts route)
    {
        if (route.ClusterId.Length == 0)
        {
            yield break;
        }

        if (!route.HasJournal)
        {
            yield return "there is nothing to write to. Add a section Store; {} is enough.";
        }

        if (route.Contract is not { } contract)
        {
            yield return "the route has no contract, which would say what a change is. Name one under Metadata:Contract, or say \"journal\": \"off\".";
            yield break;
        }

        foreach (var id in Classes.Keys.Where(id => contract.Operations.All(known => known.Id != id)))
        {
            yield return $"Classes: the contract {contract.Id} has no operation '{id}'. Known: {string.Join(", ", contract.Operations.Select(known => known.Id))}.";
        }

        foreach (var id in Accepts.Keys.Where(id => contract.Operations.All(known => known.Id != id || !known.ChangesState)))
        {
            yield return $"Accepts: the contract {contract.Id} has no operation '{id}' that changes anything. Known: {string.Join(", ", contract.Operations.Where(known => known.ChangesState).Select(known => known.Id))}.";
        }

        if (route.IsPublic && Accepts.Values.Append(Accept).Contains(AcceptKind.Queue))
        {
            yield return "Accept: what is sent later is authorised again when it is sent, and a public route knows no consumer. Say now, or take public away.";
        }
    }
}

[OptionsValidator]
internal sealed partial class JournalOptionsValidator : IValidateOptions<JournalOptions>;
