using System.Text.Json;

namespace RetailSync.Cli.Tests.Lint;

/// <summary>The verb: what it reads, what it answers and with which exit code. What the rules find is tested beside them.</summary>
public sealed class LintTests
{
    private const string Good = """
        openapi: 3.1.0
        info: { title: Orders, version: 1.0.0 }
        paths:
          /orders/{orderId}:
            get:
              operationId: getOrder
              security: []
              parameters: [{ name: orderId, in: path, required: true, schema: { type: string, maxLength: 20 } }]
              responses: { '200': { description: The order. } }
        """;

    private static readonly string Bad = Good.Replace("/orders/{orderId}", "/Orders/{orderId}", StringComparison.Ordinal);
    private static readonly string Doubtful = Good.Replace("/orders/{orderId}", "/order/{orderId}", StringComparison.Ordinal);

    [Fact]
    public async Task Lint_GoodContract_IsZero()
    {
        using var cli = Cli(Good);

        var (code, output, error) = await cli.RunAsync("lint", "contracts");

        Assert.Equal((0, "1 file: 0 errors, 0 warnings, 0 info.\n", ""), (code, output, error));
    }

    [Fact]
    public async Task Lint_WithoutArguments_TakesTheFolderContracts()
    {
        using var cli = Cli(Bad);

        var (code, output, _) = await cli.RunAsync("lint");

        Assert.Equal(1, code);
        Assert.StartsWith("contracts/oms/orders.v1.openapi.yaml:4:3: error RS-101: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    [InlineData("info", 1)]
    public async Task Lint_FailOn_DecidesTheExitCode(string level, int expected)
    {
        using var cli = Cli(Doubtful);

        var (code, output, _) = await cli.RunAsync("lint", "contracts/oms/orders.v1.openapi.yaml", "--fail-on", level);

        Assert.Equal(expected, code);
        Assert.Contains("warning RS-102", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_Baseline_HidesWhatIsKnownAndTellsWhatIsNew()
    {
        using var cli = Cli(Bad);

        var written = await cli.RunAsync("lint", "contracts", "--baseline", "lint.json", "--write-baseline");
        var known = await cli.RunAsync("lint", "contracts", "--baseline", "lint.json");
        Write(cli, Bad.Replace("version: 1.0.0", "version: '1.0'", StringComparison.Ordinal));
        var isNew = await cli.RunAsync("lint", "contracts", "--baseline", "lint.json");

        Assert.Equal((0, "lint.json: 1 finding written. From now on only new ones count.\n"), (written.Code, written.Out));
        Assert.Equal((0, "1 file: 0 errors, 0 warnings, 0 info. 1 more in the baseline.\n"), (known.Code, known.Out));
        Assert.Equal(1, isNew.Code);
        Assert.Contains("RS-201", isNew.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("RS-101", isNew.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_Config_LevelsAndAcceptancesCount()
    {
        using var cli = Cli(Bad);
        File.WriteAllText(Path.Combine(cli.Folder, "lint.yaml"), "levels: { RS-102: off }\naccepted: [{ rule: RS-101, reason: Old., expires: 2026-11-22 }]\n");

        var expired = await cli.RunAsync("lint", "contracts", "--config", "lint.yaml");
        File.WriteAllText(Path.Combine(cli.Folder, "lint.yaml"), "accepted: [{ rule: RS-101, reason: Old., expires: 2026-11-23 }]\n");
        var accepted = await cli.RunAsync("lint", "contracts", "--config", "lint.yaml");

        Assert.Equal((1, "lint.yaml:2:12: This acceptance of RS-101 ran out on 2026-11-22; mend what it was for.\n"), (expired.Code, expired.Error));
        Assert.Equal((0, "1 file: 0 errors, 0 warnings, 0 info. 1 more accepted.\n"), (accepted.Code, accepted.Out));
    }

    [Theory]
    [InlineData("json", "\"errors\": 1")]
    [InlineData("sarif", "\"version\": \"2.1.0\"")]
    [InlineData("markdown", "| error | RS-101 |")]
    public async Task Lint_Format_IsWrittenToTheFile(string format, string expected)
    {
        using var cli = Cli(Bad);

        var (code, output, _) = await cli.RunAsync("lint", "contracts", "--format", format, "--output", "report");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(expected, File.ReadAllText(Path.Combine(cli.Folder, "report")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint", "no-such-file.yaml")]
    [InlineData("lint", "docs")]
    [InlineData("lint", "yarp.json")]
    [InlineData("lint", "contracts", "--config", "no-such-file.yaml")]
    [InlineData("lint", "contracts", "--baseline", "yarp.json")]
    [InlineData("lint", "contracts", "--write-baseline")]
    [InlineData("lint", "contracts", "--format", "html")]
    [InlineData("lint", "contracts", "--output", "no/such/folder")]
    public async Task Lint_WhatCannotBeRead_IsTwo(params string[] arguments)
    {
        using var cli = Cli(Good);

        var (code, _, error) = await cli.RunAsync(arguments);

        Assert.Equal((2, false), (code, error.Length == 0));
    }

    [Fact]
    public async Task Lint_Rules_ListsThem()
    {
        using var cli = new CliRun();

        var (code, output, _) = await cli.RunAsync("lint", "--rules");
        var json = await cli.RunJsonAsync("lint", "--rules");

        Assert.Equal(0, code);
        Assert.Contains("RS-101", output, StringComparison.Ordinal);
        Assert.Equal(output.Split('\n').Count(line => line.TrimStart().StartsWith("RS-", StringComparison.Ordinal)), json.GetArrayLength());
        Assert.Equal(JsonValueKind.String, json[0].GetProperty("why").ValueKind);
    }

    private static CliRun Cli(string contract)
    {
        var cli = new CliRun();
        Write(cli, contract);
        return cli;
    }

    private static void Write(CliRun cli, string contract)
    {
        Directory.CreateDirectory(Path.Combine(cli.Folder, "contracts", "oms"));
        File.WriteAllText(Path.Combine(cli.Folder, "contracts", "oms", "orders.v1.openapi.yaml"), contract);
    }
}
