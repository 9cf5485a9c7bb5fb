namespace RetailSync.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _retailsync retailsync")]
    [InlineData("zsh", "compdef _retailsync retailsync")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName retailsync")]
    public async Task Completion_Shell_PrintsItsScript(string shell, string expected)
    {
        using var cli = new CliRun();

        var (code, output, error) = await cli.RunAsync("completion", shell);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_UnknownShell_IsAUsageError()
    {
        using var cli = new CliRun();

        var (code, _, _) = await cli.RunAsync("completion", "fish");

        Assert.Equal(ExitCodes.Usage, code);
    }

    [Theory]
    [InlineData("consumer ro", "rotate-key")]
    [InlineData("consumer rotate-key ", "till")]
    [InlineData("consumer create kiosk --owner ", "stores-team")]
    [InlineData("consumer create kiosk --scope pos.w", "pos.write")]
    [InlineData("completion z", "zsh")]
    [InlineData("diff a.yaml b.yaml --format s", "sarif")]
    [InlineData("diff a.yaml b.yaml --compatibility full", "full-transitive")]
    public async Task Suggest_HalfALine_OffersWhatFits(string line, string expected)
    {
        using var cli = new CliRun();

        var (code, output, _) = await cli.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal(0, code);
        Assert.Contains(expected, output.Split('\n'));
    }

    [Fact]
    public async Task Suggest_RevokeKey_OffersTheConsumersPrefixes()
    {
        using var cli = new CliRun();
        var prefix = (await cli.RunJsonAsync("consumer", "rotate-key", "till")).GetProperty("apiKey").GetString()![..12];
        const string Line = "consumer revoke-key till ";

        var (_, output, _) = await cli.RunAsync($"[suggest:{Line.Length}]", Line);

        Assert.Contains(prefix, output.Split('\n'));
    }

    [Fact]
    public async Task Bash_TabOnTheBuiltProgram_CompletesAConsumer()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "Needs bash.");
        using var cli = new CliRun();
        const string Script = """
            set -e
            PATH="$1:$PATH"
            source <(retailsync completion bash)
            COMP_LINE="retailsync consumer rotate-key ti"
            COMP_POINT=${#COMP_LINE}
            COMP_WORDS=(retailsync consumer rotate-key ti)
            COMP_CWORD=3
            _retailsync
            echo "${COMPREPLY[@]}"
            """;

        var (code, output, error) = await BuiltProgram.RunAsync("/bin/bash", cli.Folder, "-c", Script, "bash", AppContext.BaseDirectory);

        Assert.Equal((0, "till\n", ""), (code, output, error));
    }
}
