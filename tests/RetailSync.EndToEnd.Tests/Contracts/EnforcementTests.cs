using System.Net;
using System.Text;
using RetailSync.EndToEnd.Hosting;
using RetailSync.EndToEnd.Systems;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Contracts;

/// <summary>Requests and answers of all systems are held against their contracts as the gateway is delivered: what is sound passes, and what is not does not.</summary>
public sealed class EnforcementTests(EnforcementTests.Unlimited gateway) : IClassFixture<EnforcementTests.Unlimited>
{
    // Systems whose version is not in the path.
    private static readonly Dictionary<string, string> Prefixes = new() { ["pim/products.v1.openapi.yaml"] = "/pim", ["tax/calculations.v1.openapi.yaml"] = "/tax" };

    public static TheoryData<string> Files => [.. ContractExamples.Files];

    public static TheoryData<string> Systems => [.. SystemTable.PathsAndVersions.Select(row => row.Data.Item1).Distinct()];

    /// <summary>Where the gateway serves a contract: <c>/crm/v2</c>.</summary>
    internal static string PrefixOf(string file) => Prefixes.GetValueOrDefault(file, $"/{file.Split('/')[0]}/{file.Split('.')[1]}");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Example_OfEveryOperation_PassesBothWays(string file)
    {
        var calls = ContractExamples.Of(file);
        Assert.NotEmpty(calls);
        var refused = new List<string>();

        foreach (var call in calls)
        {
            using var answer = await SendAsync(call, PrefixOf(file));
            if (answer.Headers.Contains("Proxy-Status"))
            {
                refused.Add($"{call.OperationId} {call.Target}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            }
        }

        var known = refused.Count == 0 ? "" : await gateway.Operators.GetStringAsync(new Uri("/_gateway/contract-faults", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(refused.Count == 0, $"{string.Join('\n', refused)}\n{known}");
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Answer_ThatDrifts_IsCaught(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", await gateway.TokenAsync());
        request.Headers.Add("X-Sandbox-Fault", "drift");
        request.Headers.CacheControl = new() { NoCache = true };

        using var answer = await gateway.Http1.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemShape.AssertAsync(ProblemTypes.UpstreamContractBroken, answer);
    }

    [Fact]
    public async Task Request_OutsideItsContract_ReachesNoSystem()
    {
        using var answer = await gateway.SendAsync(1, HttpMethod.Post, "/crm/v2/customers", json: """{"email":5}""");

        await ProblemShape.AssertAsync(ProblemTypes.SchemaMismatch, answer, "errors");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(ExampleCall call, string prefix)
    {
        using var request = new HttpRequestMessage(call.Method, prefix + call.Target);
        request.Headers.Authorization = new("Bearer", await gateway.TokenAsync());
        request.Content = call.Body is null ? null : new StringContent(call.Body, Encoding.UTF8, call.MediaType!);
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Events have no end: the head is enough.
        return await gateway.Http1.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The gateway as it is delivered, with room for all calls at once.</summary>
    public sealed class Unlimited : SandboxGateway
    {
        protected override IReadOnlyList<string> Arguments => ["--Policies:rate-limit:Windows:0:Limit=100000", "--Policies:rate-limit:Windows:1:Limit=100000"];
    }
}
