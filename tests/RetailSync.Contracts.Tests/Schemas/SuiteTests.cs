using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>The JSON-Schema-Test-Suite.</summary>
public sealed class SuiteTests(ITestOutputHelper output)
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("RETAILSYNC_SUITES") ?? "";

    [Theory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void Required(string draft)
    {
        var runner = new SuiteRunner(Folder, DialectOf(draft), judgesFormats: false);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "json-schema", "tests", draft), "*.json").Order(StringComparer.Ordinal))
        {
            runner.Run(Path.GetFileNameWithoutExtension(file), file);
        }

        output.WriteLine($"{draft}: {runner.Passed} passed, {runner.Failed.Count} failed");
        runner.Failed.ForEach(output.WriteLine);
        Assert.Empty(runner.Failed);
    }

    [Theory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void Optional(string draft)
    {
        var runner = new SuiteRunner(Folder, DialectOf(draft), judgesFormats: true);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "json-schema", "tests", draft, "optional"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            runner.Run(Path.GetFileNameWithoutExtension(file), file);
        }

        output.WriteLine($"{draft}: {runner.Passed} passed, {runner.Failed.Count} failed");
        runner.Failed.ForEach(output.WriteLine);
        Assert.Empty(runner.Failed);
    }

    private static SchemaDialect DialectOf(string draft) => draft switch
    {
        "draft4" => SchemaDialect.Draft4,
        "draft6" => SchemaDialect.Draft6,
        "draft7" => SchemaDialect.Draft7,
        "draft2019-09" => SchemaDialect.Draft201909,
        _ => SchemaDialect.Draft202012,
    };
}
