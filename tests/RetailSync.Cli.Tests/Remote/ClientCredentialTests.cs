using RetailSync.Cli.Tests.Tour;

namespace RetailSync.Cli.Tests.Remote;

public class ClientCredentialTests
{
    [Fact]
    public async Task Verb_ClientAndSecret_FetchesAToken()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        using var cli = new CliRun();
        string[] client = ["--gateway", sandbox.Target.Gateway.ToString(), "--tokens", sandbox.Target.TokenEndpoint.ToString(), "--client", "explorer"];
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "secret"), "sandbox-secret\n", TestContext.Current.CancellationToken);

        var right = await cli.RunAsync(["operations", "list", .. client, "--client-secret", "file:secret"]);
        var wrong = await cli.RunAsync(["operations", "list", .. client, "--client-secret", "another"]);
        var without = await cli.RunAsync(["operations", "list", .. client, "--client-secret", "env:RETAILSYNC_TEST_THAT_IS_NOT_SET"]);

        Assert.Equal((ExitCodes.Ok, ""), (right.Code, right.Error));
        Assert.Equal(ExitCodes.Refused, wrong.Code);
        Assert.Contains("gave no token to 'explorer'", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("another", wrong.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Usage, "--client-secret: 'env:RETAILSYNC_TEST_THAT_IS_NOT_SET' is empty or not set.\n"), (without.Code, without.Error));
    }
}
