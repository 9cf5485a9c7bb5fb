using System.Net;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Systems;

/// <summary>Every system answers through the one front door, and every refusal has the one shape.</summary>
public sealed class SystemTests(SandboxGateway gateway)
{
    public static TheoryData<string, int> All => SystemTable.PathsAndVersions;

    [Fact]
    public void Table_Systems_AreTheSandboxs() => Assert.Equal(gateway.Host.SandboxSystems.Keys.Order(StringComparer.Ordinal), SystemTable.Systems);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Get_ExplorerToken_AnswersFromTheSystem(string path, int http)
    {
        using var answer = await gateway.GetAsync(http, path);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
        Assert.Equal(http, answer.Version.Major);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        ProblemShape.RequestIdOf(answer);
        Assert.Null(ProblemShape.Header(answer, "Proxy-Status"));
        Assert.Null(ProblemShape.Header(answer, "Server"));

        // A kept answer costs no quota, and the same path is asked for over both versions of HTTP.
        Assert.Equal(ProblemShape.Header(answer, "Cache-Status")?.Contains("; hit", StringComparison.Ordinal) != true, ProblemShape.Header(answer, "RateLimit") is not null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Get_NoCredential_Is401(string path, int http)
    {
        using var answer = await gateway.GetAsync(http, path, consumer: null);

        await ProblemShape.AssertAsync(ProblemTypes.Unauthenticated, answer);
        Assert.Equal(["Bearer", "ApiKey"], answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Get_GuestToken_Is403(string path, int http)
    {
        using var answer = await gateway.GetAsync(http, path, "guest");

        await ProblemShape.AssertAsync(ProblemTypes.InsufficientScope, answer);
        Assert.Equal(
            $"Bearer realm=\"retailsync\", error=\"insufficient_scope\", scope=\"{SystemTable.SystemOf(path)}.read\"",
            Assert.Single(answer.Headers.WwwAuthenticate).ToString());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Get_UnknownVersion_Is404(string path, int http)
    {
        var asked = SystemTable.SystemOf(path) is "tax" ? $"{path}?api-version=9" : path.Replace("/v1/", "/v9/", StringComparison.Ordinal).Replace("/v2/", "/v9/", StringComparison.Ordinal);

        using var answer = await gateway.SendAsync(http, HttpMethod.Get, asked, apiVersion: "9");

        var problem = await ProblemShape.AssertAsync(ProblemTypes.UnknownVersion, answer);
        Assert.Matches(@"^[a-z]+/[a-z]+ has no version '9'\. Known: [12](, 2)?\.$", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("/", 1)]
    [InlineData("/", 2)]
    [InlineData("/nowhere", 1)]
    [InlineData("/crmx/v1/customers", 1)]
    [InlineData("/retail.pricing.v1.Quotes", 2)]
    public async Task Get_NoSuchApi_Is404(string path, int http)
    {
        using var answer = await gateway.GetAsync(http, path);

        await ProblemShape.AssertAsync(ProblemTypes.UnknownApi, answer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Delete_ReadOnlyPath_Is405WithAllow(int http)
    {
        using var answer = await gateway.SendAsync(http, HttpMethod.Delete, "/crm/v2/customers");

        await ProblemShape.AssertAsync(ProblemTypes.MethodNotAllowed, answer);
        Assert.Equal("GET, HEAD, POST", string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public async Task Get_PathOutsideTheContract_Is404()
    {
        using var answer = await gateway.GetAsync(1, "/crm/v2/secrets");

        await ProblemShape.AssertAsync(ProblemTypes.UnknownOperation, answer);
    }

    [Fact]
    public async Task Get_UpstreamsOwnRefusal_IsNotTheGateways()
    {
        using var answer = await gateway.GetAsync(1, "/crm/v2/customers/C-999999");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        ProblemShape.RequestIdOf(answer);
        Assert.Null(ProblemShape.Header(answer, "Proxy-Status"));
    }
}
