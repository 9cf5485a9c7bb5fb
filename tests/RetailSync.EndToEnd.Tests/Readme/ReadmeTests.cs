using System.Diagnostics;
using RetailSync.EndToEnd.Hosting;

namespace RetailSync.EndToEnd.Readme;

/// <summary>What the README tells people to type does what it says there.</summary>
public sealed class ReadmeTests(SandboxGateway gateway)
{
    public static TheoryData<string> Requests { get; } = [.. ByHandBlock.Requests];

    [Fact]
    public void Block_TokensAndRequests_AreFound()
    {
        Assert.Equal(2, ByHandBlock.Preparation.Count);
        Assert.Equal(12, ByHandBlock.Requests.Count);
        Assert.Superset(new HashSet<int> { 200, 400, 401, 403, 404, 410, 502 }, ByHandBlock.Requests.Select(ByHandBlock.StatusOf).ToHashSet());
        Assert.Equal(["Deprecation", "Sunset", "Link"], ByHandBlock.Requests.SelectMany(ByHandBlock.HeadersOf));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Curl_LineOfTheReadme_AnswersAsItSays(string line)
    {
        var script = string.Join('\n', [.. ByHandBlock.Preparation, line.Replace("curl ", "curl -sS -D /dev/stderr -w '%{http_code}' -o /dev/null ", StringComparison.Ordinal)]);

        var (status, headers) = await RunAsync(OnOurPorts(script));

        Assert.True(status == $"{ByHandBlock.StatusOf(line)}", $"{ByHandBlock.StatusOf(line)} was promised, {status} came:\n{headers}");
        Assert.All(ByHandBlock.HeadersOf(line), name => Assert.Contains($"\n{name}:", headers, StringComparison.OrdinalIgnoreCase));
    }

    private string OnOurPorts(string script) => script
        .Replace("http://localhost:9100/", gateway.Host.SandboxTokens!.AbsoluteUri, StringComparison.Ordinal)
        .Replace("http://127.0.0.1:8080/", gateway.Host.Http!.AbsoluteUri, StringComparison.Ordinal)
        .Replace("https://localhost:8443/", gateway.Host.Https!.AbsoluteUri, StringComparison.Ordinal)
        .Replace("http://127.0.0.1:8081/", gateway.Host.Operators.AbsoluteUri, StringComparison.Ordinal);

    private static async Task<(string Output, string Error)> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash") { ArgumentList = { "-c", script }, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output, await error);
    }
}
