namespace RetailSync.Sandbox.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void TryRead_Nothing_FindsFoldersAboveWorkingFolder()
    {
        var read = CommandLine.TryRead([], _ => null, Path.Combine(RunningSandbox.RepositoryRoot, "contracts"), out var options, out _);

        Assert.True(read);
        Assert.Equal(Path.Combine(RunningSandbox.RepositoryRoot, "catalog", "landscape"), options.LandscapeFolder);
        Assert.Equal((9100, 9101, false), (options.TokenPort, options.FirstSystemPort, options.AnyPort));
    }

    [Fact]
    public void TryRead_ArgumentAndEnvironment_ArgumentWins()
    {
        var read = CommandLine.TryRead(["--token-port", "7000"], name => name.EndsWith("_PORT", StringComparison.Ordinal) ? "8000" : null, "/", out var options, out _);

        Assert.True(read);
        Assert.Equal((7000, 8000), (options.TokenPort, options.FirstSystemPort));
    }

    [Theory]
    [InlineData("--colour", "'--colour' is not an option. Known: --token-port, --first-system-port, --any-port, --data, --contracts, --landscape.")]
    [InlineData("--data", "--data wants a value.")]
    public void TryRead_Misspelt_SaysWhatIsKnown(string argument, string expected)
    {
        var read = CommandLine.TryRead([argument], _ => null, "/", out _, out var reason);

        Assert.False(read);
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("65510", true)]
    [InlineData("65511", false)]
    public void TryRead_FirstPort_KeepsRoomForTheOthers(string port, bool expected)
    {
        var read = CommandLine.TryRead(["--first-system-port", port], _ => null, "/", out _, out _);

        Assert.Equal(expected, read);
    }
}
