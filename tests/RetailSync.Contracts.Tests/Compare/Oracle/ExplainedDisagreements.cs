namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>Where the comparison and oasdiff 1.15.0 say different things on purpose, and why. A reason that no longer applies to anything fails the tests.</summary>
internal static class ExplainedDisagreements
{
    // Ids of later versions, and what 1.15.0 says in their place; null where it says nothing.
    private static readonly (string Newer, string? Older)[] Successors =
    [
        ("request-body-media-type-schema-added", null),
        ("response-body-media-type-schema-removed", null),
        ("response-header-type-changed", null),
        ("response-header-type-generalized", null),
        ("response-header-became-nullable", null),
        ("request-parameter-became-not-nullable", null),
        ("request-parameter-property-became-not-nullable", null),
        ("request-parameter-property-enum-value-removed", null),
        ("request-property-stability-decreased", null),
        ("response-property-stability-decreased", null),
        ("response-body-type-generalized", "response-body-type-changed"),
        ("response-property-type-generalized", "response-property-type-changed"),
    ];

    private static readonly (string Reason, Func<Match, Finding, bool> Is)[] Missing =
    [
        ("Later versions of oasdiff have an id of its own for it, which is reported here.", (match, finding) => Successors.Any(one => one.Older == finding.Id && match.OursHas(one.Newer, finding.Operation))),
    ];

    private static readonly (string Reason, Func<Match, Finding, bool> Is)[] Surplus =
    [
        ("An id that only later versions of oasdiff have.", (match, finding) => Successors.Any(one => one.Newer == finding.Id && (one.Older is null || match.TheirsHas(one.Older, finding.Operation)))),
    ];

    /// <summary>Every reason.</summary>
    public static IEnumerable<string> All => Missing.Concat(Surplus).Select(one => one.Reason).Distinct();

    /// <summary>Why something that oasdiff reports is not reported here; null when there is no reason.</summary>
    public static string? WhyMissed(Match match, Finding finding) => Missing.FirstOrDefault(one => one.Is(match, finding)).Reason;

    /// <summary>Why something is reported here that oasdiff does not report; null when there is no reason.</summary>
    public static string? WhyExtra(Match match, Finding finding) => Surplus.FirstOrDefault(one => one.Is(match, finding)).Reason;
}
