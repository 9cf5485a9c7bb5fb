namespace RetailSync.Cli.Tests;

/// <summary>The program itself, as it was built.</summary>
public sealed class BuiltProgramTests
{
    [Fact]
    public async Task Program_CreateThenList_WorksInItsFolder()
    {
        using var cli = new CliRun();

        var created = await BuiltProgram.RunAsync(BuiltProgram.RetailSync, cli.Folder, "consumer", "create", "kiosk", "--name", "Kiosk", "--owner", "stores-team", "--api-key");
        var listed = await BuiltProgram.RunAsync(BuiltProgram.RetailSync, Path.Combine(cli.Folder, "docs"), "consumer", "list");

        Assert.Equal((0, ""), (created.Code, created.Error));
        Assert.StartsWith("Created the consumer kiosk. (catalog/landscape/landscape.yaml)\n\n  rsk_", created.Out, StringComparison.Ordinal);
        Assert.Equal(0, listed.Code);
        Assert.Contains("\n  kiosk ", listed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_Usage_ExitsWithTwo()
    {
        using var cli = new CliRun();

        var (code, output, error) = await BuiltProgram.RunAsync(BuiltProgram.RetailSync, cli.Folder, "consumer", "frobnicate");

        Assert.Equal(2, code);
        Assert.Contains("frobnicate", error, StringComparison.Ordinal);
        Assert.Contains("retailsync consumer [command]", output, StringComparison.Ordinal);
    }
}
