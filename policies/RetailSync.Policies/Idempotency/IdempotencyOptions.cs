using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Idempotency;

/// <summary>How repeated changes are known again.</summary>
internal sealed class IdempotencyOptions : IValidatableObject, IChecksRoute
{
    private static readonly (TimeSpan Shortest, TimeSpan Longest) KeepRange = (TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));

    /// <summary>What is made of the header <c>Idempotency-Key</c>: <c>off</c>, <c>accept</c> or <c>require</c>. Default <c>accept</c>.</summary>
    [EnumDataType(typeof(KeyMode))]
    public KeyMode Mode { get; init; } = KeyMode.Accept;

    /// <summary>Operations of the route's contract with a mode of their own, by operation id. Default none.</summary>
    public IReadOnlyDictionary<string, KeyMode> Modes { get; init; } = new Dictionary<string, KeyMode>();

    /// <summary>By what two bodies are the same: <c>bytes</c> or <c>json</c>. Default <c>bytes</c>.</summary>
    [EnumDataType(typeof(FingerprintKind))]
    public FingerprintKind Fingerprint { get; init; } = FingerprintKind.Bytes;

    /// <summary>How long a key and its answer are kept after completion. 1 minute to 90 days; default 72 hours.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Operations whose keys are kept for another time, by operation id. Default none.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Keeps { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>
    /// Operations that have a key by nature, by operation id: where its parts stand, such as <c>path:storeId</c>, <c>header:X-Till</c> or <c>request:/receiptNumber</c>. It stands in where
    /// the caller sends no key. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether keys by nature count even where the caller sends another. Default false.</summary>
    public bool AlwaysByNature { get; init; }

    /// <summary>The longest wait that <c>Prefer: wait</c> is granted, in seconds. 0 to 60; default 10.</summary>
    [Range(0, 60)]
    public int MaxWaitSeconds { get; init; } = 10;

    /// <summary>The longest body of a call with a key that is read to compare it, in bytes. 1,024 to 104,857,600; default 1,048,576.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, keep) in Keeps.Prepend(KeyValuePair.Create("", Keep)).Where(keep => keep.Value < KeepRange.Shortest || keep.Value > KeepRange.Longest))
        {
            var setting = name.Length == 0 ? nameof(Keep) : $"{nameof(Keeps)}: {name}";
            yield return new ValidationResult($"{setting}: {keep} must be between {KeepRange.Shortest} and {KeepRange.Longest}.", [setting]);
        }

        foreach (var (operation, mode) in Modes.Where(entry => !Enum.IsDefined(entry.Value)))
        {
            yield return new ValidationResult($"Modes: {operation} cannot be '{mode}'. Known: off, accept, require.", [nameof(Modes)]);
        }

        foreach (var (operation, sources) in Keys)
        {
            if (sources is not { Count: > 0 } || sources.Any(source => !NaturalKey.IsSource(source)))
            {
                yield return new ValidationResult($"Keys: {operation} must list where the key's parts stand, each as path:name, header:Name or request:/pointer.", [nameof(Keys)]);
            }
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
            yield return "keys are kept in the journal, and there is none. Add a section Store; {} is enough.";
        }

        if (route.IsPublic && (Mode != KeyMode.Off || Modes.Values.Any(mode => mode != KeyMode.Off)))
        {
            yield return "a key belongs to a consumer, and on a public route nobody knows whose it is. Set Mode to off there, or idempotency itself.";
        }

        foreach (var (setting, id) in Named().Where(named => route.Contract?.Operations.Any(known => known.Id == named.Id) != true))
        {
            yield return route.Contract is { } contract
                ? $"{setting}: the contract {contract.Id} has no operation '{id}'. Known: {string.Join(", ", contract.Operations.Select(known => known.Id))}."
                : $"{setting}: the route has no contract and so no operation '{id}'.";
        }
    }

    private IEnumerable<(string Setting, string Id)> Named() =>
        Modes.Keys.Select(id => (nameof(Modes), id)).Concat(Keeps.Keys.Select(id => (nameof(Keeps), id))).Concat(Keys.Keys.Select(id => (nameof(Keys), id)));
}

[OptionsValidator]
internal sealed partial class IdempotencyOptionsValidator : IValidateOptions<IdempotencyOptions>;
