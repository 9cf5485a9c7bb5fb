using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Forwarding;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>How the gateway signs in to an upstream, and what of the caller's own credentials goes with it: nothing.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Upstream = "--ReverseProxy:Clusters:crm:Upstream";
    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    private readonly string _secret = Path.GetTempFileName();

    public CredentialTests() => File.WriteAllText(_secret, "s3cret:ä\n");

    public void Dispose() => File.Delete(_secret);

    [Fact]
    public async Task None_Caller_CredentialsStayBehind()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var arrived = await SendAsync(gateway);

        Assert.Equal((null, null, null), (arrived.Header("Authorization"), arrived.Header("Cookie"), arrived.Header("X-Api-Key")));
        Assert.DoesNotContain(arrived.Headers, header => header.Key.StartsWith("X-Consumer-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Header_Key_IsSentInsteadOfTheCallers()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: [$"{Upstream}:Credential=header", $"{Upstream}:Header=X-Upstream-Key", $"{Upstream}:Secret=env:{Variable("k-123")}"]);

        var arrived = await SendAsync(gateway, "X-Upstream-Key", "the caller's");

        Assert.Equal(("k-123", null), (arrived.Header("X-Upstream-Key"), arrived.Header("Authorization")));
    }

    [Fact]
    public async Task Basic_UserAndSecret_AreSent()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: [$"{Upstream}:Credential=basic", $"{Upstream}:User=gateway", $"{Upstream}:Secret=file:{_secret}"]);

        var arrived = await SendAsync(gateway);

        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("gateway:s3cret:ä"))}", arrived.Header("Authorization"));
    }

    [Fact]
    public async Task ClientCredentials_Token_IsFetchedOnceAndAgainBeforeItExpires()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var count = 0;
        await using var tokens = FakeUpstream.Handles(context => context.Response.WriteAsJsonAsync(new { access_token = $"token-{Interlocked.Increment(ref count)}", expires_in = 90 }));
        await using var upstream = FakeUpstream.Returns(200, "{}");
        var credential = new ClientCredentials(new Uri(tokens.Address, "connect/token"), "retailsync", "s3cret", "crm.upstream", new HttpMessageInvoker(new SocketsHttpHandler()), clock);

        var together = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ApplyAsync(credential)));
        clock.Advance(TimeSpan.FromSeconds(59));
        var still = await ApplyAsync(credential);
        clock.Advance(TimeSpan.FromSeconds(2));
        var renewed = await ApplyAsync(credential);

        Assert.All(together, header => Assert.Equal("Bearer token-1", header));
        Assert.Equal(("Bearer token-1", "Bearer token-2"), (still, renewed));
        Assert.Equal(2, tokens.Requests.Count);
        Assert.Equal("grant_type=client_credentials&client_id=retailsync&client_secret=s3cret&scope=crm.upstream", tokens.Requests[0].Text);
        credential.Dispose();
    }

    [Fact]
    public async Task ClientCredentials_OverTheWire_ReplacesTheCallersToken()
    {
        await using var tokens = FakeUpstream.Returns(200, """{"access_token":"from-the-issuer","expires_in":3600}""");
        await using var gateway = await GatewayFixture.StartAsync(arguments: ClientCredentialsAt(new Uri(tokens.Address, "connect/token")));

        var first = await SendAsync(gateway);
        await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal("Bearer from-the-issuer", first.Header("Authorization"));
        Assert.Equal(2, gateway.Upstream.Requests.Count);
        Assert.Single(tokens.Requests);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(200, "not json")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"access_token":7}""")]
    public async Task ClientCredentials_NoToken_Is503AndNothingIsSent(int status, string body)
    {
        await using var tokens = FakeUpstream.Returns(status, body);
        await using var gateway = await GatewayFixture.StartAsync(arguments: ClientCredentialsAt(new Uri(tokens.Address, "connect/token")));

        await AssertUnavailableAsync(gateway);
    }

    [Fact]
    public async Task ClientCredentials_TokenEndpointDown_Is503AndNothingIsSent()
    {
        Uri gone;
        await using (var tokens = FakeUpstream.Returns(200))
        {
            gone = tokens.Address;
        }

        await using var gateway = await GatewayFixture.StartAsync(arguments: ClientCredentialsAt(gone));

        await AssertUnavailableAsync(gateway);
    }

    [Fact]
    public async Task TellConsumer_On_NamesTheCaller()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            arguments: [$"{Upstream}:TellConsumer=true"],
            landscape: GatewayTexts.Landscape.Replace("id: web-shop, name: Web shop", "id: web-shop, system: crm, name: Web shop", StringComparison.Ordinal));

        var arrived = await SendAsync(gateway, "X-Consumer-Id", "somebody-else");

        Assert.Equal(("web-shop", "crm"), (arrived.Header("X-Consumer-Id"), arrived.Header("X-Consumer-System")));
        Assert.Equal(["crm.read", "crm.write", "gateway.explain"], arrived.Header("X-Consumer-Scopes")!.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ForwardCookies_On_PassesThemBothWays()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: FakeUpstream.Handles(context =>
            {
                context.Response.Cookies.Append("basket", "8");
                return Task.CompletedTask;
            }),
            arguments: [$"{Upstream}:ForwardCookies=true"]);

        var arrived = await SendAsync(gateway);

        Assert.Equal("session=1", arrived.Header("Cookie"));
    }

    private static string Variable(string value)
    {
        var name = $"RETAILSYNC_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, value);
        return name;
    }

    private static async Task<string?> ApplyAsync(ClientCredentials credential)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        await credential.ApplyAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.Authorization?.ToString();
    }

    private static async Task<RecordedRequest> SendAsync(GatewayFixture gateway, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Customers) { Headers = { { "Cookie", "session=1" } } };
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Assert.Single(gateway.Upstream.Requests);
    }

    private static async Task AssertUnavailableAsync(GatewayFixture gateway)
    {
        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        Assert.Contains("\"type\":\"/problems/upstream-unavailable\"", text);
        Assert.Empty(gateway.Upstream.Requests);
    }

    private string[] ClientCredentialsAt(Uri endpoint) =>
        [$"{Upstream}:Credential=client-credentials", $"{Upstream}:User=retailsync", $"{Upstream}:Secret=file:{_secret}", $"{Upstream}:TokenEndpoint={endpoint}", $"{Upstream}:Scope=crm.upstream"];
}
