using System.Text.Json.Nodes;
using CsCheck;
using RetailSync.Contracts.Lint;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Lint;

/// <summary>Settings, baselines and fingerprints; and that no document makes it throw.</summary>
public sealed class LinterTests
{
    private const string Document =
        """
        openapi: 3.1.0
        info: { title: Orders, version: 1.0.0 }
        security: [{ oauth: [orders.read] }]
        paths:
          /create-customer:
            post:
              operationId: createCustomer
              parameters:
                - { name: token, in: query, schema: { type: string, maxLength: 20 } }
              responses: { '201': { description: Made. }, default: { $ref: '#/components/responses/Problem' } }
        components:
          responses:
            Problem: { description: No., content: { application/problem+json: { schema: { type: object } } } }
          securitySchemes:
            oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://login.example/token', scopes: { orders.read: Read } } } }
        """;

    private static readonly string[] Replacements =
        ["null", "true", "1", "\"\"", "\"text\"", "[]", "{}", "[null]", "{\"\":1}", "{\"$ref\":1}", "{\"$ref\":\"#\"}", "{\"$ref\":\"#/paths\"}", "{\"$ref\":\"#/%zz/~\"}", "{\"type\":[1]}", "{\"properties\":[],\"enum\":{}}"];

    [Fact]
    public void Run_Document_FindsWhatItShould()
    {
        var report = Run(Document);

        Assert.Equal(["RS-103 Error 5", "RS-703 Info 6", "RS-304 Error 9"], Lines(report));
        Assert.Equal("oms/orders.v1.openapi.yaml:5:3", report.Findings[0].Location);
        Assert.Equal("/paths/~1create-customer/post/parameters/0", report.Findings[2].JsonPointer);
    }

    [Fact]
    public void Run_Levels_AreTakenFromTheSettings()
    {
        var report = Run(Document, "levels: { RS-103: off, RS-703: error, RS-304: info }");

        Assert.Equal(["RS-703 Error 6", "RS-304 Info 9"], Lines(report));
    }

    [Theory]
    [InlineData("{ rule: RS-103, reason: r, expires: 2026-11-24 }", true)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2026-11-23 }", false)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2027-01-01, file: orders.v1.openapi.yaml }", true)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2027-01-01, file: v1.openapi.yaml }", false)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2027-01-01, at: /paths }", true)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2027-01-01, at: /pat }", false)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2027-01-01, at: /paths/~1create-customer }", true)]
    [InlineData("{ rule: RS-101, reason: r, expires: 2027-01-01 }", false)]
    [InlineData("{ rule: RS-103, reason: r, expires: 2027-01-01, fingerprint: '0000000000000000' }", false)]
    public void Run_Acceptance_CountsWhileItLasts(string acceptance, bool isAccepted)
    {
        var report = Run(Document, $"accepted: [{acceptance}]");

        Assert.Equal(isAccepted ? 2 : 3, report.Findings.Count);
        Assert.Equal(isAccepted ? 1 : 0, report.Accepted.Count);
        Assert.Equal(isAccepted ? 0 : 1, report.Remarks.Count);
    }

    [Fact]
    public void Run_AcceptedFingerprint_IsAccepted()
    {
        var fingerprint = Run(Document).Findings[0].Fingerprint;

        var report = Run(Document, $"accepted: [{{ rule: RS-103, reason: r, expires: 2027-01-01, fingerprint: '{fingerprint}' }}]");

        Assert.Equal(fingerprint, Assert.Single(report.Accepted).Fingerprint);
    }

    [Theory]
    [InlineData("levels: { RS-999: off }", "No rule is called 'RS-999'")]
    [InlineData("levels: { RS-101: loud }", "'RS-101' must be off, info, warning, error.")]
    [InlineData("accepted: [{ rule: RS-101, expires: 2027-01-01 }]", "'reason' is missing.")]
    [InlineData("accepted: [{ rule: RS-101, reason: r }]", "'expires' is missing.")]
    [InlineData("accepted: [{ rule: RS-101, reason: r, expires: soon }]", "must be a date")]
    [InlineData("accepted: [{ rule: RS-101, reason: r, expires: 2027-01-01, at: paths }]", "is no JSON pointer")]
    [InlineData("rules: {}", "The key 'rules' is not known here. Known: levels, accepted.")]
    public void ReadSettings_Fault_IsToldWithItsPlace(string yaml, string expected)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];

        var settings = Linter.ReadSettings(folder.Write("lint.yaml", yaml), "lint.yaml", faults);

        Assert.Null(settings);
        Assert.Contains(expected, faults[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("lint.yaml:1:", faults[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_HidesWhatWasThere_AndNothingElse()
    {
        using var folder = new ScratchFolder();
        var before = Run(Document);
        var file = Path.Combine(folder.Path, "baseline.json");
        using (var stream = File.Create(file))
        {
            Linter.WriteBaseline(before.Findings, stream);
        }

        List<ConfigFault> faults = [];
        var known = Linter.ReadBaseline(file, "baseline.json", faults);
        var moved = Document.Replace("paths:", "\n\npaths:\n  /OldOrders: { get: { operationId: listOldOrders, responses: { default: { $ref: '#/components/responses/Problem' } } } }", StringComparison.Ordinal)
            .Replace("parameters:\n", "parameters:\n        - { name: limit, in: query, schema: { type: integer } }\n", StringComparison.Ordinal);

        var report = Run(moved, known: known);

        Assert.Empty(faults);
        Assert.Equal(3, known!.Count);
        Assert.Equal(["RS-101 Error 7"], Lines(report));
        Assert.Equal(3, report.Known.Count);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"findings":[]}""")]
    [InlineData("{")]
    public void ReadBaseline_OtherFile_IsAFault(string json)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];

        Assert.Null(Linter.ReadBaseline(folder.Write("baseline.json", json), "baseline.json", faults));
        Assert.Single(faults);
    }

    [Fact]
    public void Fingerprint_OtherFile_IsAnother()
    {
        var here = Linting.Check(Document, "oms/orders.v1.openapi.yaml").Select(finding => finding.Fingerprint).ToList();
        var sameElsewhere = Linting.Check(Document, "deep/contracts/oms/orders.v1.openapi.yaml").Select(finding => finding.Fingerprint);
        var other = Linting.Check(Document, "oms/orders.v2.openapi.yaml").Select(finding => finding.Fingerprint);

        Assert.Equal(here, sameElsewhere);
        Assert.Empty(here.Intersect(other));
    }

    [Theory]
    [InlineData("swagger: '2.0'")]
    [InlineData("[]")]
    [InlineData("openapi: [")]
    [InlineData("asyncapi: 2.6.0")]
    public void Run_OtherDocument_IsAFault(string yaml)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];

        var report = Linter.Run([(folder.Write("x.yaml", yaml), "x.yaml")], LintSettings.Default, null, Linting.Today, faults);

        Assert.Single(faults);
        Assert.Empty(report.Files);
    }

    [Theory]
    [InlineData("openapi")]
    [InlineData("asyncapi")]
    public void Check_AnyValueReplaced_NeverThrows(string kind)
    {
        var (text, file) = kind == "openapi"
            ? (File.ReadAllText(Path.Combine(Linting.Repository, "contracts", "oms", "orders.v1.openapi.yaml")), "oms/orders.v1.openapi.yaml")
            : (AsyncApi.AsyncApiSamples.Events, "crm/customer-events.v1.asyncapi.yaml");
        var json = Documents.AsJson("x.yaml", text);
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, Replacements.Length - 1]).Array[1, 4].Sample(
            changes =>
            {
                var root = JsonNode.Parse(json)!;
                foreach (var (place, replacement) in changes)
                {
                    var nodes = Below(root).ToList();
                    nodes[place % nodes.Count].ReplaceWith(JsonNode.Parse(Replacements[replacement]));
                }

                // The kind itself is left: another one is refused before any rule looks at it.
                root.AsObject()[kind] = kind == "openapi" ? "3.1.0" : "3.0.0";
                return Linting.Check(root.ToJsonString(), file) is not null;
            },
            iter: 120);
    }

    [Fact]
    public void Check_LongChainOfReferences_EndsAndFindsTheLast()
    {
        const int Length = 20_000;
        var chain = string.Concat(Enumerable.Range(0, Length).Select(i => $"    S{i}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/S{i + 1}' }} }} }}\n"));
        var yaml = $"{Document}\n  schemas:\n{chain}    S{Length}: {{ type: string }}\n".Replace("schema: { type: string, maxLength: 20 }", "schema: { $ref: '#/components/schemas/S0' }", StringComparison.Ordinal);

        Assert.Equal([$"/components/schemas/S{Length} The text has no maxLength."], Linting.Of("RS-402", yaml));
    }

    [Fact]
    public void Check_SchemaMadeOfItself_Ends()
    {
        var yaml = """
            openapi: 3.1.0
            paths:
              /orders:
                post:
                  x-retailsync-event: { type: retail.order.placed.v1, key: 'request:/id', data: request }
                  requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
            components: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { a: { $ref: '#/components/schemas/A' } } } } }
            """;

        Assert.Single(Linting.Of("RS-702", yaml));
    }

    [Theory]
    [InlineData("retail.order.placed.v1", 0)]
    [InlineData("retail.order.paid.v1", 1)]
    [InlineData(null, 0)]
    public void Run_EventsWithoutContract_AreFoundWhereEventContractsAreLintedToo(string? told, int findings)
    {
        const string Orders = "openapi: 3.1.0\npaths: { /orders: { post: { operationId: a, x-retailsync-event: { type: retail.order.placed.v1, key: 'response:/id', data: none } } } }";
        using var folder = new ScratchFolder();
        List<(string, string)> files = [(folder.Write("oms/orders.v1.openapi.yaml", Orders), "oms/orders.v1.openapi.yaml")];
        if (told is not null)
        {
            files.Add((folder.Write("oms/order-events.v1.asyncapi.yaml", $"asyncapi: 3.0.0\ncomponents: {{ messages: {{ a: {{ name: {told}, payload: {{ type: 'null' }} }} }} }}"), "oms/order-events.v1.asyncapi.yaml"));
        }

        var report = Linter.Run(files, LintSettings.Default, null, Linting.Today, []);

        Assert.Equal(findings, report.Findings.Count(finding => finding.Rule == "RS-705"));
    }

    private static LintReport Run(string yaml, string settings = "levels: {}", IReadOnlySet<string>? known = null)
    {
        using var folder = new ScratchFolder();
        List<ConfigFault> faults = [];
        var report = Linter.Run([(folder.Write("oms/orders.v1.openapi.yaml", yaml), "oms/orders.v1.openapi.yaml")], Linting.Settings(settings), known, Linting.Today, faults);
        Assert.Empty(faults);
        return report;
    }

    private static IEnumerable<string> Lines(LintReport report) => report.Findings.Select(finding => $"{finding.Rule} {finding.Level} {finding.Line}");

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }
}
