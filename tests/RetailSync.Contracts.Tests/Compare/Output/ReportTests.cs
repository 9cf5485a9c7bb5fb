using System.Text;
using System.Text.Json;
using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Output;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Contracts.Tests.Compare.Oracle;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Compare.Output;

/// <summary>The four ways a report is written, and how a policy weighs it.</summary>
public sealed class ReportTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Comparison Found = new(
        [
            Change("request-property-became-required", ChangeLevel.Error, "GET /things", "The property `a|b` became required.", 'a') with { OperationId = "listThings" },
            Change("api-schema-removed", ChangeLevel.Info, "", "The schema <Thing> is gone.", 'b') with { New = null },
            Change("request-parameter-removed", ChangeLevel.Warning, "GET /things", "The parameter q is gone.", 'c') with { OperationId = "listThings" },
        ],
        []);

    [Fact]
    public void Text_Changes_AreGroupedByOperation() => Assert.Equal(
        """
        GET /things (listThings)
          error    The property `a|b` became required.
                   old file.yaml:1:2 -> new.yaml:3:4  request-property-became-required  aaaaaaaaaaaaaaaa
          warning  The parameter q is gone.
                   old file.yaml:1:2 -> new.yaml:3:4  request-parameter-removed  cccccccccccccccc

        The whole document
          info     The schema <Thing> is gone.
                   old file.yaml:1:2  api-schema-removed  bbbbbbbbbbbbbbbb

        1 error, 1 warning, 1 remark. This breaks.

        """,
        Write(Weigh(""), ReportFormat.Text));

    [Fact]
    public void Markdown_Changes_AreTablesThatHold() => Assert.Equal(
        """
        # old file.yaml → new.yaml

        1 error, 1 warning, 1 remark. This breaks.

        ## GET /things (listThings)

        | Level | Change | Where | Rule |
        | --- | --- | --- | --- |
        | error | The property `a\|b` became required. | new.yaml:3:4 | `request-property-became-required` |
        | warning | The parameter q is gone. | new.yaml:3:4 | `request-parameter-removed` |

        ## The whole document

        | Level | Change | Where | Rule |
        | --- | --- | --- | --- |
        | info | The schema &lt;Thing> is gone. | old file.yaml:1:2 | `api-schema-removed` |

        """,
        Write(Weigh(""), ReportFormat.Markdown));

    [Fact]
    public void Json_Change_HasAllThatIsKnown()
    {
        using var json = JsonDocument.Parse(Write(Weigh(""), ReportFormat.Json));

        var (root, change) = (json.RootElement, json.RootElement.GetProperty("changes")[0]);
        Assert.Equal(("openapi", "breaking", 1), (root.GetProperty("kind").GetString(), root.GetProperty("verdict").GetString(), root.GetProperty("counts").GetProperty("error").GetInt32()));
        Assert.Equal(("error", "listThings", 3), (change.GetProperty("level").GetString(), change.GetProperty("operationId").GetString(), change.GetProperty("new").GetProperty("line").GetInt32()));
        Assert.False(root.GetProperty("changes")[1].TryGetProperty("operation", out _));
    }

    [Fact]
    public void Sarif_AnyReport_FitsItsSchema()
    {
        var accepted = Weigh("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, reason: Asked., expires: 2026-12-31}, {fingerprint: dddddddddddddddd, reason: Gone., expires: 2026-12-31}]");
        foreach (var report in (ComparisonReport[])[Weigh(""), accepted, accepted with { Changes = [] }])
        {
            var sarif = Encoding.UTF8.GetBytes(Write(report, ReportFormat.Sarif));

            var (verdict, failures) = SarifSchema().Explain(sarif);

            Assert.True(verdict == SchemaVerdict.Valid, string.Join('\n', failures));
        }
    }

    [Fact]
    public void Sarif_AcceptedChange_IsSuppressedWithItsReason()
    {
        using var sarif = JsonDocument.Parse(Write(Weigh("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, reason: Asked., expires: 2026-12-31}]"), ReportFormat.Sarif));

        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results");
        var location = results[1].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("Asked. (until 2026-12-31)", results[0].GetProperty("suppressions")[0].GetProperty("justification").GetString());
        Assert.Equal(0, results[1].GetProperty("suppressions").GetArrayLength());
        Assert.Equal("old%20file.yaml", location.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("api-schema-removed", sarif.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules")[results[1].GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("", ChangeLevel.Error, ComparisonVerdict.Breaking)]
    [InlineData("levels: {request-property-became-required: info}", ChangeLevel.Error, ComparisonVerdict.Compatible)]
    [InlineData("levels: {request-property-became-required: info}", ChangeLevel.Warning, ComparisonVerdict.Breaking)]
    [InlineData("levels: {api-schema-removed: error, request-property-became-required: info}", ChangeLevel.Error, ComparisonVerdict.Breaking)]
    [InlineData("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, reason: Asked., expires: 2026-11-24}]", ChangeLevel.Error, ComparisonVerdict.Compatible)]
    [InlineData("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, reason: Asked., expires: 2026-11-23}]", ChangeLevel.Error, ComparisonVerdict.Breaking)]
    [InlineData("accepted: [{fingerprint: cccccccccccccccc, reason: Asked., expires: 2026-12-31}]", ChangeLevel.Error, ComparisonVerdict.Breaking)]
    public void Weigh_Policy_DecidesTheVerdict(string policy, ChangeLevel failOn, ComparisonVerdict expected) => Assert.Equal(expected, Weigh(policy).Judge(failOn));

    [Fact]
    public void Weigh_SomethingUndecided_IsOpenUnlessSomethingBreaks()
    {
        var report = new ComparisonPolicy().Weigh(new Comparison([], ["x"]), ContractKind.OpenApi, ["a", "b"], Today);

        Assert.Equal(ComparisonVerdict.Undecided, report.Judge(ChangeLevel.Error));
        Assert.Equal(ComparisonVerdict.Breaking, (report with { Changes = Weigh("").Changes }).Judge(ChangeLevel.Error));
    }

    [Theory]
    [InlineData("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, reason: Asked., expires: 2026-11-23}]", "x.yaml:1:12: The acceptance of aaaaaaaaaaaaaaaa ended on 2026-11-23. The change counts again.")]
    [InlineData("accepted: [{fingerprint: dddddddddddddddd, reason: Asked., expires: 2026-12-31}]", "x.yaml:1:12: Nothing found has the fingerprint dddddddddddddddd. The acceptance can go.")]
    public void Weigh_AcceptanceWithoutEffect_IsSaid(string policy, string expected) => Assert.Equal([expected], Weigh(policy).Remarks);

    [Theory]
    [InlineData("levels: {request-property-is-odd: info}", "x.yaml:1:35: No change has the id 'request-property-is-odd'. A report shows the id of each change.")]
    [InlineData("levels: {event-a: fatal}", "x.yaml:1:19: 'event-a' cannot be 'fatal'. Known: info, warning, error.")]
    [InlineData("accepted: [{fingerprint: xyz, reason: r, expires: 2026-12-31}]", "x.yaml:1:26: 'xyz' is no fingerprint: it has 16 hexadecimal digits in lower case.")]
    [InlineData("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, expires: 2026-12-31}]", "x.yaml:1:12: 'reason' is missing.")]
    [InlineData("accepted: [{fingerprint: aaaaaaaaaaaaaaaa, reason: r}]", "x.yaml:1:12: 'expires' is missing.")]
    [InlineData("ignore: []", "x.yaml:1:1: The key 'ignore' is not known here. Known: deprecation-days, levels, accepted.")]
    [InlineData("deprecation-days: {beta: -1}", "x.yaml:1:26: 'beta' must be a whole number from 0 to 3650, but is -1.")]
    [InlineData("[]", "x.yaml:1:1: The document must be a mapping, but is a list.")]
    public void ReadPolicy_Faulty_SaysWhereAndWhatIsRight(string policy, string expected)
    {
        List<ConfigFault> faults = [];

        ComparisonPolicyReader.Read(Documents.Yaml(policy).Document!, faults);

        Assert.Equal([expected], faults.Select(fault => fault.ToString()));
    }

    private static Change Change(string id, ChangeLevel level, string operation, string message, char digit) => new()
    {
        Id = id,
        Level = level,
        Operation = operation,
        Message = message,
        Direction = ChangeDirection.Request,
        Old = new ChangePlace("old file.yaml", 1, 2, "/a"),
        New = new ChangePlace("new.yaml", 3, 4, "/b"),
        Fingerprint = new string(digit, 16),
    };

    private static ComparisonReport Weigh(string policy)
    {
        List<ConfigFault> faults = [];
        var read = policy.Length == 0 ? new ComparisonPolicy() : ComparisonPolicyReader.Read(Documents.Yaml(policy).Document!, faults);
        Assert.Empty(faults);
        return read.Weigh(Found, ContractKind.OpenApi, ["old file.yaml", "new.yaml"], Today);
    }

    private static string Write(ComparisonReport report, ReportFormat format)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        ReportWriter.Write(writer, report, format);
        return writer.ToString();
    }

    private static CompiledSchema SarifSchema()
    {
        List<ConfigFault> faults = [];
        var document = DocumentReader.ReadFile(Path.Combine(Oasdiff.Require().Folder, "sarif.json"), "sarif.json", faults);
        var bundle = new SchemaBundle();
        var root = bundle.Add("https://contract.invalid/sarif", document!, SchemaDialect.Draft4);
        var schema = new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(new SchemaPlace(root.Root, root, "")), bundle.IsDynamic);
        Assert.Empty(faults);
        return schema;
    }
}
