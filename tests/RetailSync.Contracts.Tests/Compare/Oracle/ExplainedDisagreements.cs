namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>Where the comparison and oasdiff 1.15.0 say different things on purpose, and why. A reason that no longer applies to anything fails the tests.</summary>
internal static class ExplainedDisagreements
{
    private const string NewId = "Later versions of oasdiff have an id of its own for it, which is reported here.";
    private const string Types = "1.15.0 takes any change of several types, of none, or of a format that comes or goes for breaking; later versions ask which values are left, as is done here.";
    private const string Wrapping = "A schema that is put beside null, or among alternatives that have its properties, is one change; 1.15.0 reports each keyword that moved.";
    private const string OneFinding = "Where the types of a parameter's property are listed as alternatives, 1.15.0 reports the type a second time.";
    private const string Annotations = "An 'allOf' gained or lost a part that only describes: nothing is judged differently.";
    private const string HeaderCase = "Names of header fields are the same in any case (RFC 9110, section 5.1).";
    private const string Unstated = "An operation without 'x-stability-level' is stable: to leave the level out promises more than beta. So do later versions.";
    private const string Content = "The 'content' of a parameter is compared here, as its 'schema' is.";
    private const string Ranges = "A status such as 2XX counts.";
    private const string Additional = "Properties of the objects under 'additionalProperties' are compared here.";
    private const string Spelling = "'nullable: true' of OpenAPI 3.0 and the type null of 3.1 are two spellings of the same.";
    private const string Paths = "Parameters of a path are parameters of each of its operations; oasdiff looks at them so only when told to.";
    private const string Flags = "An 'exclusiveMaximum: true' of OpenAPI 3.0 is one bound with its 'maximum', as it is in 3.1.";

    // Pairs that are there for one thing.
    private const string HeaderPair = "header names";
    private const string ContentPair = "parameter content";
    private const string RangePair = "status range";
    private const string SpellingPair = "two spellings of null";
    private const string AdditionalPair = "additional properties";

    // Ids of later versions for which 1.15.0 has none.
    private static readonly HashSet<string> Unknown =
    [
        "request-body-media-type-schema-added", "response-body-media-type-schema-removed", "response-header-type-changed", "response-header-type-generalized", "response-header-became-nullable",
        "request-parameter-became-not-nullable", "request-parameter-property-became-not-nullable", "request-parameter-property-enum-value-removed",
        "request-property-stability-decreased", "response-property-stability-decreased",
    ];

    private static readonly (string Reason, Func<Match, Finding, bool> Is)[] Missing =
    [
        (NewId, (match, finding) => finding.Id.EndsWith("-type-changed", StringComparison.Ordinal) && match.OursHas(finding.Id.Replace("-changed", "-generalized", StringComparison.Ordinal), finding.Operation) && finding.Id.StartsWith("response", StringComparison.Ordinal)),
        (Types, (match, finding) => finding.Id.EndsWith("-type-changed", StringComparison.Ordinal) && ((string[])["generalized", "specialized", "compatible"]).Any(word => match.OursHas(finding.Id.Replace("changed", word, StringComparison.Ordinal), finding.Operation))),
        (OneFinding, (match, finding) => finding.Id.StartsWith("request-parameter-property-type-", StringComparison.Ordinal) && Has(match.Ours, finding.Operation, "request-parameter-property-list-of-types-")),
        (Wrapping, (match, finding) => IsEcho(finding.Id) && Has(match.Ours, finding.Operation, "-wrapped-in-one-of", "-one-of-added", "-became-nullable", "-became-not-nullable")),
        (Spelling, (match, finding) => finding.Id.Contains("-nullable", StringComparison.Ordinal) && match.Name.StartsWith(SpellingPair, StringComparison.Ordinal)),
        (Annotations, (match, finding) => match.OursHas($"{finding.Id}-annotation-only", finding.Operation)),
        (HeaderCase, (match, finding) => match.Name.StartsWith(HeaderPair, StringComparison.Ordinal) && finding.Id is "optional-response-header-removed" or "request-parameter-removed"),
        (Unstated, (match, finding) => finding.Id == "api-stability-decreased" && match.OursHas("api-stability-increased", finding.Operation)),
    ];

    private static readonly (string Reason, Func<Match, Finding, bool> Is)[] Surplus =
    [
        (NewId, (_, finding) => Unknown.Contains(finding.Id)),
        (NewId, (match, finding) => finding.Id.EndsWith("-type-generalized", StringComparison.Ordinal) && match.TheirsHas(finding.Id.Replace("-generalized", "-changed", StringComparison.Ordinal), finding.Operation)),
        (Wrapping, (match, finding) => finding.Id.EndsWith("-wrapped-in-one-of", StringComparison.Ordinal) && Has(match.Theirs, finding.Operation, "-one-of-added")),
        (Wrapping, (match, finding) => finding.Id.Contains("-nullable", StringComparison.Ordinal) && Has(match.Theirs, finding.Operation, "-list-of-types-", "-one-of-", "-any-of-")),
        (Unstated, (match, finding) => finding.Id == "api-stability-decreased" && !match.TheirsHas("api-stability-decreased", finding.Operation)),
        (Content, (match, finding) => finding.Id.StartsWith("request-parameter-", StringComparison.Ordinal) && (match.Name.StartsWith("seed", StringComparison.Ordinal) || match.Name.StartsWith("directus", StringComparison.Ordinal) || match.Name.StartsWith(ContentPair, StringComparison.Ordinal))),
        (Paths, (match, finding) => finding.Id == "request-parameter-removed" && match.Name.StartsWith("new-required-request-default-parameter", StringComparison.Ordinal)),
        (Ranges, (match, finding) => finding.Id == "response-success-status-removed" && match.Name.StartsWith(RangePair, StringComparison.Ordinal)),
        (Additional, (match, finding) => finding.Id.EndsWith("property-removed", StringComparison.Ordinal) && (match.Name == "figma 2 3" || match.Name.StartsWith(AdditionalPair, StringComparison.Ordinal))),
        (Flags, (match, finding) => finding.Id == "request-property-max-set" && match.Name.StartsWith("request-property-exclusive-max-set 2", StringComparison.Ordinal)),
    ];

    /// <summary>Every reason.</summary>
    public static IEnumerable<string> All => Missing.Concat(Surplus).Select(one => one.Reason).Distinct();

    /// <summary>Why something that oasdiff reports is not reported here; null when there is no reason.</summary>
    public static string? WhyMissed(Match match, Finding finding) => Missing.FirstOrDefault(one => one.Is(match, finding)).Reason;

    /// <summary>Why something is reported here that oasdiff does not report; null when there is no reason.</summary>
    public static string? WhyExtra(Match match, Finding finding) => Surplus.FirstOrDefault(one => one.Is(match, finding)).Reason;

    private static bool IsEcho(string id) => ((string[])["-type-changed", "-list-of-types-", "-one-of-", "-any-of-", "property-removed", "new-required-request-property", "-enum-value-"]).Any(part => id.Contains(part, StringComparison.Ordinal));

    private static bool Has(IEnumerable<Finding> findings, string operation, params string[] parts) => findings.Any(finding => finding.Operation == operation && parts.Any(part => finding.Id.Contains(part, StringComparison.Ordinal)));
}
