using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Forwarding;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>The endpoint that gives us tokens for a system is believed as far as it must be: no redirect, no endless answer, no secret in the clear.</summary>
[Trait("Attack", "G41")]
public sealed class TokenEndpointTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Fetch_Silent_EndsAfterTenSeconds()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var tokens = FakeUpstream.Hangs();
        using var credential = Credential(tokens.Address, clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        var pending = credential.ApplyAsync(request, TestContext.Current.CancellationToken).AsTask();
        await tokens.WaitForRequestsAsync(1);

        clock.Advance(TimeSpan.FromSeconds(10));

        var fault = await Assert.ThrowsAsync<UpstreamCredentialException>(() => pending.WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.Contains("did not answer client retailsync within 10 s", fault.Message);
    }

    [Fact]
    public async Task Fetch_CallerGoesAway_IsNoFaultOfTheEndpoint()
    {
        await using var tokens = FakeUpstream.Hangs();
        using var credential = Credential(tokens.Address, TimeProvider.System);
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        var pending = credential.ApplyAsync(request, leaving.Token).AsTask();
        await tokens.WaitForRequestsAsync(1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task Fetch_EndlessAnswer_IsCutOff()
    {
        await using var tokens = FakeUpstream.Handles(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string(' ', 16_384), context.RequestAborted);
            }
        });
        using var credential = Credential(tokens.Address, TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");

        var fault = await Assert.ThrowsAsync<UpstreamCredentialException>(
            () => credential.ApplyAsync(request, TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.Contains("65536", fault.Message);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Fetch_Redirect_IsNotFollowed(int status)
    {
        await using var elsewhere = FakeUpstream.Returns(200, """{"access_token":"stolen"}""");
        await using var tokens = FakeUpstream.Handles(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Task.CompletedTask;
        });
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "s3cret", TestContext.Current.CancellationToken);
        await using var gateway = await GatewayFixture.StartAsync(arguments: Arguments(tokens.Address, secret));

        using var answer = await gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Empty(elsewhere.Requests);
        Assert.Empty(gateway.Upstream.Requests);
        File.Delete(secret);
    }

    [Theory]
    [InlineData("http://tokens.example.com/token")]
    [InlineData("http://10.0.0.1/token")]
    [InlineData("http://localhost.example.com/token")]
    [InlineData("ftp://localhost/token")]
    public async Task Endpoint_InTheClear_IsAFault(string endpoint)
    {
        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: Arguments(new Uri(endpoint), typeof(TokenEndpointTests).Assembly.Location)));

        Assert.Equal("ReverseProxy:Clusters:crm:Upstream:TokenEndpoint", Assert.Single(refused.Faults).Path);
    }

    private static ClientCredentials Credential(Uri endpoint, TimeProvider clock) =>
        new(endpoint, "retailsync", "s3cret", null, new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false }), clock);

    private static string[] Arguments(Uri endpoint, string secret) =>
    [
        .. new[] { "Credential=client-credentials", "User=retailsync", $"Secret=file:{secret}", string.Create(CultureInfo.InvariantCulture, $"TokenEndpoint={endpoint}") }
            .Select(setting => $"--ReverseProxy:Clusters:crm:Upstream:{setting}"),
    ];
}
