using System.Text.Json.Nodes;
using CsCheck;
using RetailSync.Contracts.Lint;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Lint.Spectral;

/// <summary>Rulesets in the format of Spectral: what is read, what it finds, and what is refused.</summary>
public sealed class SpectralRulesetTests
{
    private const string Document =
        """
        openapi: 3.1.0
        info: { title: Orders, version: 1.0.0, contact: { name: Team } }
        tags: [{ name: b }, { name: a }]
        paths:
          /orders: { get: { operationId: ListOrders, summary: '', parameters: [{ $ref: '#/components/parameters/Limit' }, { name: q }] }, parameters: [] }
          /Stock: { post: { operationId: addStock, deprecated: true } }
        components:
          parameters: { Limit: { name: limit, x-empty: null } }
          schemas:
            Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' }, size: { type: integer, maximum: 10 } } }
            Unused: { type: string, enum: [one, 2, true] }
        """;

    [Theory]
    [InlineData("$.info.contact", "{ field: url, function: truthy }", "/info/contact")]
    [InlineData("$.info", "{ field: contact.name, function: falsy }", "/info/contact/name")]
    [InlineData("$.info", "{ field: contact.email.work, function: defined }", "/info/contact")]
    [InlineData("$.paths[*]~", "{ function: pattern, functionOptions: { match: '^/[a-z]+$' } }", "/paths/~1Stock")]
    [InlineData("$.paths", "{ field: '@key', function: pattern, functionOptions: { match: '/^\\/[a-z]+$/' } }", "/paths/~1Stock")]
    [InlineData("$.paths", "{ field: '@key', function: pattern, functionOptions: { match: '/^\\/[a-z]+$/i' } }", "")]
    [InlineData("$..operationId", "{ function: casing, functionOptions: { type: camel } }", "/paths/~1orders/get/operationId")]
    [InlineData("$.paths['/orders'].get.summary", "{ function: truthy }", "/paths/~1orders/get/summary")]
    [InlineData("$.paths[*][get,post]", "{ field: deprecated, function: falsy }", "/paths/~1Stock/post/deprecated")]
    [InlineData("$.paths[*][*].parameters[0]", "{ field: schema, function: truthy }", "/components/parameters/Limit")]
    [InlineData("$.paths[*][*].parameters[-1:]", "{ field: schema, function: truthy }", "/paths/~1orders/get/parameters/1")]
    [InlineData("$.paths[*][*].parameters[(@.length-1)].name", "{ function: length, functionOptions: { min: 2 } }", "/paths/~1orders/get/parameters/1/name")]
    [InlineData("$..[?(@.maximum)]", "{ field: minimum, function: defined }", "/components/schemas/Node/properties/size")]
    [InlineData("$..[?(@ && @.maximum > 9 && @.maximum <= 10)]", "{ function: falsy }", "/components/schemas/Node/properties/size")]
    [InlineData("$..[?(@property === 'x-empty')]^", "{ field: description, function: defined }", "/components/parameters/Limit")]
    [InlineData("$..[?(@.x-empty === null)]", "{ function: falsy }", "/components/parameters/Limit")]
    [InlineData("$.components.schemas[?(!@.properties)]", "{ field: type, function: enumeration, functionOptions: { values: [object] } }", "/components/schemas/Unused/type")]
    [InlineData("$..enum", "{ field: '$[*]', function: enumeration, functionOptions: { values: [one, 2] } }", "/components/schemas/Unused/enum/2")]
    [InlineData("$", "{ field: tags, function: alphabetical, functionOptions: { keyedBy: name } }", "/tags")]
    [InlineData("$.components.schemas", "{ function: unreferencedReusableObject, functionOptions: { reusableObjectsLocation: '#/components/schemas' } }", "/components/schemas/Unused")]
    [InlineData("$.components.schemas.Node", "{ function: schema, functionOptions: { schema: { properties: { properties: { maxProperties: 1 } } } } }", "/components/schemas/Node/properties")]
    [InlineData("$.paths[?(@property.startsWith('/S'))]", "{ function: xor, functionOptions: { properties: [get, put] } }", "/paths/~1Stock")]
    [InlineData("$..operationId", "{ function: pattern, functionOptions: { match: '^[a-z\\:]' } }", "/paths/~1orders/get/operationId")]
    [InlineData("$..operationId", "{ function: pattern, functionOptions: { notMatch: '^list/i' } }", "")]
    [InlineData("$..operationId", "{ function: pattern, functionOptions: { notMatch: '/^LIST\\:?/i' } }", "/paths/~1orders/get/operationId")]
    [InlineData("$.nothing.here", "{ function: truthy }", "")]
    public void Check_Rule_FindsItsPlaces(string given, string then, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : [expected], Check($"rules: {{ own: {{ given: \"{given}\", then: {then} }} }}").Select(finding => finding.JsonPointer));

    [Theory]
    [InlineData("description: Says why.", "Says why.")]
    [InlineData("message: '{{property}}: {{error}} at {{path}}'", "info.license: \"info.license\" property must be truthy at #/info")]
    [InlineData("message: '{{description}} {{value}}', description: D", "D")]
    public void Check_Message_IsPutTogether(string message, string expected) =>
        Assert.Equal(expected, Assert.Single(Check($"rules: {{ own: {{ given: $.info, {message}, then: {{ field: license, function: truthy }} }} }}")).Message);

    [Theory]
    [InlineData("severity: error", LintLevel.Error)]
    [InlineData("severity: 0", LintLevel.Error)]
    [InlineData("recommended: true", LintLevel.Warning)]
    [InlineData("severity: hint", LintLevel.Info)]
    public void Check_Severity_IsTheLevel(string severity, LintLevel expected) =>
        Assert.Equal(expected, Assert.Single(Check($"rules: {{ own: {{ given: $, {severity}, then: {{ function: falsy }} }} }}")).Level);

    [Theory]
    [InlineData("severity: off")]
    [InlineData("recommended: false")]
    [InlineData("formats: [oas2, aas3]")]
    public void Check_RuleThatIsNotMeant_IsNotRun(string setting) =>
        Assert.Empty(Check($"rules: {{ own: {{ given: $, {setting}, then: {{ function: falsy }} }} }}"));

    [Fact]
    public void Check_Unresolved_SeesTheReference() =>
        Assert.Equal(
            ["/components/schemas/Node/properties/next/$ref", "/paths/~1orders/get/parameters/0/$ref"],
            Check("rules: { own: { given: '$..$ref', resolved: false, then: { function: falsy } } }").Select(finding => finding.JsonPointer).Order(StringComparer.Ordinal));

    [Fact]
    public void Check_Aliases_AreResolvedInEachOther() =>
        Assert.Equal(
            ["/paths/~1Stock/post", "/paths/~1orders/get"],
            Check("aliases: { Item: ['$.paths[*]'], Operation: ['#Item[get]', '#Item[post]'] }\nrules: { own: { given: '#Operation', then: { field: tags, function: truthy } } }").Select(finding => finding.JsonPointer).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("rules: { own: { given: $ } }", "A rule needs 'given' and 'then'.")]
    [InlineData("rules: { own: { given: paths, then: { function: truthy } } }", "The path 'paths' cannot be read at position 1: '$' is missing.")]
    [InlineData("rules: { own: { given: '$.a[?(@.b + 1)]', then: { function: truthy } } }", "')' is missing")]
    [InlineData("rules: { own: { given: '$.a[?(process.exit())]', then: { function: truthy } } }", "'process' is not known")]
    [InlineData("rules: { own: { given: '#Nothing', then: { function: truthy } } }", "No alias is called 'Nothing'")]
    [InlineData("aliases: { A: ['#A.b'] }\nrules: { own: { given: '#A', then: { function: truthy } } }", "or it leads to itself")]
    [InlineData("rules: { own: { given: $, then: { function: spellCheck, functionOptions: {} } } }", "The function 'spellCheck' is not known. Known: truthy,")]
    [InlineData("rules: { own: { given: $, then: { function: pattern } } }", "needs functionOptions")]
    [InlineData("rules: { own: { given: $, then: { function: pattern, functionOptions: { match: '(' } } } }", "The pattern '(' cannot be used")]
    [InlineData("rules: { own: { given: $, then: { function: pattern, functionOptions: { match: '(a)\\1' } } } }", "backtracking")]
    [InlineData("rules: { own: { given: $, then: { function: casing, functionOptions: { type: train } } } }", "'train' is no case. Known: flat, camel,")]
    [InlineData("rules: { own: { given: $, then: { function: schema, functionOptions: { schema: { type: thing } } } } }", "thing")]
    [InlineData("rules: { own: { given: $, severity: fatal, then: { function: truthy } } }", "'fatal' is no severity.")]
    [InlineData("rules: { RS-101: { given: $, then: { function: truthy } } }", "begins like the rules of this program")]
    public void Read_Fault_IsToldWithItsPlace(string yaml, string expected)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];

        var ruleset = Linter.ReadRuleset(folder.Write("rules.yaml", yaml), "rules.yaml", faults);

        Assert.Null(ruleset);
        Assert.StartsWith("rules.yaml:", faults[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, faults[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatIsNotRun_IsRemarkedUpon()
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];

        var ruleset = Linter.ReadRuleset(folder.Write("rules.yaml", "extends: ['spectral:oas']\nrules: { info-contact: off, own: { given: $, then: { function: truthy } } }"), "rules.yaml", faults);

        Assert.Empty(faults);
        Assert.Equal(
            ["rules.yaml:1:10: 'extends' is not run: only the rules that stand in this file are.", "rules.yaml:2:10: 'info-contact' only changes a rule of another ruleset, and is not run."],
            ruleset!.Remarks);
    }

    [Fact]
    public void Check_SchemaOverDocumentThatGrowsWithoutEnd_GivesUp()
    {
        // Each schema has the next one twice: put in for its references, the first has 2^40 parts.
        var schemas = string.Concat(Enumerable.Range(0, 40).Select(i => $"    S{i}: {{ a: {{ $ref: '#/components/schemas/S{i + 1}' }}, b: {{ $ref: '#/components/schemas/S{i + 1}' }} }}\n"));
        var yaml = $"openapi: 3.1.0\ncomponents:\n  schemas:\n{schemas}    S40: {{ type: string }}\n";

        var findings = Check("rules: { deep: { given: '$..type', then: { function: falsy } }, own: { given: $.components.schemas.S0, then: { function: schema, functionOptions: { schema: true } } } }", yaml);

        Assert.Equal(["deep /components/schemas/S40/type", "own /components/schemas/S0"], findings.Select(finding => $"{finding.Rule} {finding.JsonPointer}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_AnyRuleset_AnswersWithRulesetOrFaults()
    {
        var parts = new[] { "$", ".", "..", "[", "]", "*", "?(", ")", "@", "property", "a", "'b'", "0", ":", "-1", "==", "&&", "!", "/x/i", "^", "~", " ", ".match(" };
        using var folder = new ScratchFolder();
        Gen.Int[0, parts.Length - 1].Array[0, 12].Sample(
            picks =>
            {
                var given = $"${string.Concat(picks.Select(pick => parts[pick]))}";
                var path = folder.Write("rules.json", new JsonObject { ["rules"] = new JsonObject { ["own"] = new JsonObject { ["given"] = given, ["then"] = new JsonObject { ["function"] = "truthy" } } } }.ToJsonString());
                List<ConfigFault> faults = [];
                return Linter.ReadRuleset(path, "rules.json", faults) is { } ruleset ? Run(ruleset, Document).Count >= 0 : faults.Count > 0;
            },
            iter: 300,
            threads: 1);
    }

    private static IReadOnlyList<LintFinding> Check(string rules, string document = Document)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];
        var ruleset = Linter.ReadRuleset(folder.Write("rules.yaml", rules), "rules.yaml", faults);
        Assert.Empty(faults);
        return Run(ruleset!, document);
    }

    private static IReadOnlyList<LintFinding> Run(LintRuleset ruleset, string document)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];
        var report = Linter.Run([(folder.Write("oms/orders.v1.openapi.yaml", document), "orders.yaml")], LintSettings.Default, null, Linting.Today, faults, ruleset);
        return [.. report.Findings.Where(finding => !finding.Rule.StartsWith("RS-", StringComparison.Ordinal))];
    }
}
