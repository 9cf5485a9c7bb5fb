using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>The JSON-Schema-Test-Suite, every test of which is run twice: for the verdict, and for what is wrong.</summary>
public sealed class SuiteTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyDictionary<string, SchemaDialect> Drafts = new Dictionary<string, SchemaDialect>
    {
        ["draft4"] = SchemaDialect.Draft4,
        ["draft6"] = SchemaDialect.Draft6,
        ["draft7"] = SchemaDialect.Draft7,
        ["draft2019-09"] = SchemaDialect.Draft201909,
        ["draft2020-12"] = SchemaDialect.Draft202012,
    };

    // Every optional or format test that does not pass, by the beginning of its name.
    private static readonly (string Name, string Reason)[] Differences =
    [
        ("zeroTerminatedFloats: ", "1.0 is an integer in every draft here, as it is in draft 6 and later: a system that writes prices with a fraction must not depend on the version of its contract."),
        ("content: ", "What a string holds is a remark since draft 2019-09, and is not judged in draft 7 either."),
    ];

    public static TheoryData<string> Names => [.. Drafts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Required_All_Pass(string draft) => Assert.Empty(Run(draft, "required", judgesFormats: false, SearchOption.TopDirectoryOnly));

    [Theory]
    [MemberData(nameof(Names))]
    public void OptionalAndFormats_All_PassButForTheDifferences(string draft)
    {
        var failed = Run(draft, "optional", judgesFormats: true, SearchOption.AllDirectories);

        Assert.DoesNotContain(failed, name => !Differences.Any(difference => name.StartsWith(difference.Name, StringComparison.Ordinal)));
    }

    private List<string> Run(string draft, string kind, bool judgesFormats, SearchOption depth)
    {
        var suites = Suites.Require();
        var runner = new SuiteRunner(suites, Drafts[draft], judgesFormats);
        var folder = Path.Combine(suites, "json-schema", "tests", draft, kind == "optional" ? kind : "");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", depth).Order(StringComparer.Ordinal))
        {
            runner.Run(Path.GetFileNameWithoutExtension(file), file);
        }

        output.WriteLine($"{draft}, {kind}: {runner.Passed} of {runner.Passed + runner.Failed.Count} passed");
        runner.Failed.ForEach(output.WriteLine);
        Assert.NotEqual(0, runner.Passed);
        return runner.Failed;
    }
}
