using System.Text.Json;

namespace RetailSync.Cli.Tests.Diff;

/// <summary>The verb over files: what is read, what is refused, where the answer goes and which exit code it ends with. What is found is tested beside the comparison.</summary>
public sealed class DiffTests
{
    private const string Api = """
        openapi: 3.1.0
        info: {title: Things, version: 1.0.0}
        paths:
          /things:
            get:
              operationId: listThings
              responses: {'200': {description: The things.}}
            delete:
              responses: {'204': {description: Gone.}}
        """;

    private const string Smaller = """
        openapi: 3.1.0
        info: {title: Things, version: 1.0.0}
        paths:
          /things:
            get:
              operationId: listThings
              responses: {'200': {description: All things.}}
        """;

    private const string Open = "{type: object, properties: {a: {type: string}}}";
    private const string Needy = "{type: object, required: [a], properties: {a: {type: string}}}";
    private const string Events = "{asyncapi: 3.0.0, info: {title: t, version: 1.0.0}}";

    [Fact]
    public async Task Diff_NothingBreaks_IsZero()
    {
        using var cli = Folder(("old.yaml", Api), ("new.yaml", Api));

        var (code, output, error) = await cli.RunAsync("diff", "old.yaml", "new.yaml");

        Assert.Equal((0, "0 errors, 0 warnings, 0 remarks. Nothing breaks.\n", ""), (code, output, error));
    }

    [Fact]
    public async Task Diff_OperationRemoved_IsOneAndSaysWhere()
    {
        using var cli = Folder(("old.yaml", Api), ("new.yaml", Smaller));

        var (code, output, _) = await cli.RunAsync("diff", "old.yaml", "new.yaml");

        Assert.Equal(1, code);
        Assert.StartsWith("DELETE /things\n  error    ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n           old\.yaml:[89]:\d+  api-removed-without-deprecation  [0-9a-f]{16}\n", output);
        Assert.EndsWith("\n1 error, 0 warnings, 0 remarks. This breaks.\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, Needy, Open)]
    [InlineData(1, Open, Needy)]
    [InlineData(0, Open, Needy, "--compatibility", "forward")]
    [InlineData(1, Needy, Open, "--compatibility", "full")]
    [InlineData(0, Open, Needy, "--fail-on", "none")]
    [InlineData(0, Open, "{type: object, properties: {a: {type: string, format: uuid}}}")]
    [InlineData(1, Open, "{type: object, properties: {a: {type: string, format: uuid}}}", "--fail-on", "warning")]
    [InlineData(0, Open, "{type: object, properties: {a: {type: string}, b: {type: string}}}")]
    [InlineData(1, Open, "{type: object, properties: {a: {type: string}, b: {type: string}}}", "--strict")]
    [InlineData(2, "{not: {type: string}}", "{not: {type: integer}}")]
    [InlineData(1, "{not: {type: string}}", "{type: string, not: {type: integer}}")]
    public async Task Diff_Schemas_ExitCodeFollowsVerdict(int expected, string old, string @new, params string[] options)
    {
        using var cli = Folder(("old.yaml", old), ("new.yaml", @new));

        var (code, output, error) = await cli.RunAsync(["diff", "old.yaml", "new.yaml", "--quiet", .. options]);

        Assert.Equal((expected, "", ""), (code, output, error));
    }

    [Fact]
    public async Task Diff_Transitive_LooksAtEveryOlderVersion()
    {
        using var cli = Folder(("1.yaml", "{type: array}"), ("2.yaml", Open), ("3.yaml", Open));

        var last = await cli.RunAsync("diff", "1.yaml", "2.yaml", "3.yaml", "--compatibility", "backward");
        var all = await cli.RunAsync("diff", "1.yaml", "2.yaml", "3.yaml", "--compatibility", "backward-transitive");

        Assert.Equal((0, 1), (last.Code, all.Code));
    }

    [Theory]
    [InlineData("{openapi: 3.1.0}", Events, "new.yaml: This is asyncapi, but old.yaml is openapi: only versions of the same kind are compared.")]
    [InlineData("{swagger: '2.0'}", Api, "old.yaml:1:2: OpenAPI 2.0 is not compared; convert the document to OpenAPI 3.")]
    [InlineData("{asyncapi: 2.6.0}", Events, "old.yaml:1:2: AsyncAPI 2.6.0 is not compared, only AsyncAPI 3.")]
    [InlineData("{name: x}", Api, "old.yaml:1:1: This is neither OpenAPI, AsyncAPI nor a JSON Schema")]
    [InlineData("a: [", Api, "old.yaml:")]
    [InlineData(Api, Api, "old.yaml: --compatibility and --strict are for events", "--strict")]
    [InlineData(Api, Api, "new.yaml: Of OpenAPI, two versions are compared at a time.", "new.yaml")]
    [InlineData(Api, Api, "gone.yaml: The file cannot be read: ", "--config", "gone.yaml")]
    [InlineData(Open, Open, "old.yaml:1:2: The key 'type' is not known here. Known: deprecation-days, levels, accepted.", "--config", "old.yaml")]
    public async Task Diff_NotComparable_IsTwoAndSaysWhy(string old, string @new, string expected, params string[] more)
    {
        using var cli = Folder(("old.yaml", old), ("new.yaml", @new));

        var (code, output, error) = await cli.RunAsync(["diff", "old.yaml", "new.yaml", .. more]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("diff", "old.yaml")]
    [InlineData("diff", "old.yaml", "new.yaml", "--format", "pdf")]
    [InlineData("diff", "old.yaml", "new.yaml", "--fail-on", "info")]
    [InlineData("diff", "old.yaml", "new.yaml", "--compatibility", "sideways")]
    public async Task Diff_WrongUsage_IsTwo(params string[] arguments)
    {
        using var cli = Folder(("old.yaml", Open), ("new.yaml", Open));

        var (code, _, error) = await cli.RunAsync(arguments);

        Assert.Equal((2, false), (code, error.Length == 0));
    }

    [Fact]
    public async Task Diff_AcceptedUntilADay_CountsAgainAfterIt()
    {
        using var cli = Folder(("old.yaml", Open), ("new.yaml", Needy));
        var found = await cli.RunAsync("diff", "old.yaml", "new.yaml", "--json");
        using var json = JsonDocument.Parse(found.Out);
        var fingerprint = json.RootElement.GetProperty("changes")[0].GetProperty("fingerprint").GetString();
        Write(cli, "diff.yaml", $"accepted: [{{fingerprint: {fingerprint}, reason: The only consumer sends it., expires: 2026-11-23}}]");

        var before = await cli.RunAsync("diff", "old.yaml", "new.yaml", "--config", "diff.yaml");
        cli.Clock.Advance(TimeSpan.FromDays(1));
        var after = await cli.RunAsync("diff", "old.yaml", "new.yaml", "--config", "diff.yaml");

        Assert.Equal((1, 0, 1), (found.Code, before.Code, after.Code));
        Assert.Contains("Accepted until 2026-11-23: The only consumer sends it.", before.Out, StringComparison.Ordinal);
        Assert.Contains($"diff.yaml:1:12: The acceptance of {fingerprint} ended on 2026-11-23. The change counts again.", after.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", "{\n  \"kind\": \"json-schema\",")]
    [InlineData("markdown", "# old.yaml → new.yaml\n")]
    [InlineData("sarif", "{\n  \"$schema\": ")]
    [InlineData("text", "The whole document\n")]
    public async Task Diff_OutputFile_HoldsTheAnswer(string format, string expected)
    {
        using var cli = Folder(("old.yaml", Open), ("new.yaml", Needy));

        var (code, output, _) = await cli.RunAsync("diff", "old.yaml", "new.yaml", "--format", format, "--output", "answer");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(expected, File.ReadAllText(Path.Combine(cli.Folder, "answer")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_OutputCannotBeWritten_IsTwo()
    {
        using var cli = Folder(("old.yaml", Open), ("new.yaml", Needy));

        var (code, _, error) = await cli.RunAsync("diff", "old.yaml", "new.yaml", "--output", "no/such/folder");

        Assert.Equal(2, code);
        Assert.Contains("no/such/folder: The answer could not be written: ", error, StringComparison.Ordinal);
    }

    private static CliRun Folder(params (string Name, string Text)[] files)
    {
        var cli = new CliRun();
        foreach (var (name, text) in files)
        {
            Write(cli, name, text);
        }

        return cli;
    }

    private static void Write(CliRun cli, string name, string text) => File.WriteAllText(Path.Combine(cli.Folder, name), text);
}
