using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Pipeline;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>A body that a policy reads arrives whole, at the policy and at the upstream, within the budget.</summary>
public sealed class BodyTests(BodyTests.Reading shared) : IClassFixture<BodyTests.Reading>
{
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 16_384, true)]
    [InlineData(1, 16_385, false)]
    [InlineData(1, 500_000, true)]
    [InlineData(1, 500_000, false)]
    [InlineData(2, 0, true)]
    [InlineData(2, 500_000, true)]
    [InlineData(2, 500_000, false)]
    public async Task Body_Any_ArrivesWholeAtPolicyAndUpstream(int http, int length, bool hasLength)
    {
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        shared.Policies.Body = null;
        shared.TakeRequests();

        using var answer = await PostAsync(http, bytes, hasLength);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes, shared.Policies.Body);
        var arrived = Assert.Single(shared.TakeRequests());
        Assert.Equal(bytes, arrived.Body);
        await EmptyAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public async Task Body_BeyondThePolicysMaximum_Is413(int http, bool hasLength)
    {
        shared.TakeRequests();

        using var answer = await PostAsync(http, new byte[TestPolicies.MaxBody + 1], hasLength);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("longer than the 2000000 bytes", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(shared.TakeRequests());
        await EmptyAsync();
    }

    [Fact]
    public async Task Body_BudgetUsedUp_Is503AndTheBudgetComesBack()
    {
        shared.TakeRequests();
        var budget = shared.Gateway.Host.Services.GetRequiredService<BodyBudget>();
        Assert.True(budget.TryTake(3_000_000));

        using var refused = await PostAsync(1, new byte[1_500_000], hasLength: true);
        budget.Return(3_000_000);
        using var answered = await PostAsync(1, new byte[1_500_000], hasLength: true);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
        Assert.Contains("temporary-reduced-capacity", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Single(shared.TakeRequests());
        await EmptyAsync();
    }

    [Fact]
    public async Task Body_CallerGoesAwayInTheMiddle_TheBudgetComesBack()
    {
        shared.TakeRequests();
        await using (var client = await RawClient.ConnectAsync(shared.Gateway.Http))
        {
            await client.WriteAsync($"POST /crm/v1/customers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\nContent-Length: 100000\r\n\r\n{new string('a', 50_000)}");
            await Deadline.UntilAsync(() => Task.FromResult(Used > 0 ? "taken" : null), "some of the body is held");
        }

        await EmptyAsync();
        Assert.Empty(shared.TakeRequests());
    }

    [Fact]
    public async Task Body_CallerWithoutTheScope_IsRefusedBeforeItIsRead()
    {
        shared.TakeRequests();
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);

        // The body never comes. Whoever waited for it would not answer.
        await client.WriteAsync($"POST /crm/v1/customers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {shared.Gateway.Token("guest")}\r\nContent-Length: 100000\r\n\r\n");
        var answer = await client.ReadAsync();

        Assert.Equal(403, answer?.Status);
        Assert.Empty(shared.TakeRequests());
    }

    private long Used => shared.Gateway.Host.Services.GetRequiredService<BodyBudget>().Used;

    // The answer leaves before the body is given back.
    private async Task EmptyAsync() => await Deadline.UntilAsync(() => Task.FromResult(Used == 0 ? "empty" : null), "no body is held any more");

    private async Task<HttpResponseMessage> PostAsync(int http, byte[] bytes, bool hasLength)
    {
        var client = http == 2 ? shared.Gateway.Http2Client() : shared.Gateway.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/crm/v1/customers")
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = hasLength ? new ByteArrayContent(bytes) : new StreamContent(new Unmeasured(bytes)),
        };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A stream that does not tell its length, so that the body is sent without one.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>A gateway whose one route reads bodies, with room for 4 MB of them.</summary>
    public sealed class Reading : Hosting.SharedGateway
    {
        internal TestPolicies Policies { get; } = new();

        protected override Task<GatewayFixture> StartAsync(FakeUpstream upstream) =>
            GatewayFixture.StartAsync(upstream: upstream, policies: """{ "reads-body": {} }""", configureServices: Policies.AddTo, arguments: ["--Edge:BodyBudgetBytes=4194304", "--Edge:BodySharePercent=75"]);
    }
}
