using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Calls;

/// <summary>Calls of the gateway itself through its own pipeline, to a real upstream.</summary>
public sealed class PipelineClientTests
{
    [Fact]
    public async Task Send_KnownConsumer_ReachesTheSystemWithoutACredential()
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Echo(), arguments: ["--ReverseProxy:Clusters:crm:Upstream:TellConsumer=true"]);

        var answer = await SendAsync(gateway, Put() with { Headers = [new("Content-Type", "application/json"), new("X-Consumer-Id", "forged")] });

        Assert.Equal((200, true, true, null, "{\"n\":1}"), (answer.Status, answer.IsUpstream, answer.MayHaveBeenSent, answer.ProblemType, Text(answer)));
        Assert.Equal(answer.RequestId, answer.Header("x-request-id"));
        var seen = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(("PUT", "/v1/customers/7?a=b%20c", "web-shop", "{\"n\":1}", null), (seen.Method, seen.RawTarget, seen.Header("X-Consumer-Id"), seen.Text, seen.Header("Authorization")));
    }

    [Theory]
    [InlineData("nobody", "/crm/v1/customers/7", 403, "insufficient-scope")]
    [InlineData("store-pos", "/crm/v1/customers/7", 403, "insufficient-scope")]
    [InlineData("web-shop", "/unknown/v1/customers/7", 404, "unknown-api")]
    [InlineData("web-shop", "/crm/v1/customers/../7", 400, "malformed-path")]
    public async Task Send_WhatAClientMayNotDo_IsRefusedAlike(string consumer, string target, int status, string problem)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var answer = await SendAsync(gateway, Put() with { ConsumerId = consumer, Target = target });

        Assert.Equal((status, problem, false, false), (answer.Status, answer.ProblemType, answer.IsUpstream, answer.MayHaveBeenSent));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Send_NoConnection_SaysThatNothingWasSent()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: ["--ReverseProxy:Clusters:crm:Destinations:one:Address=http://127.0.0.1:1/", "--Policies:forward:Retries=0"]);

        var answer = await SendAsync(gateway, Put());

        Assert.Equal((503, "upstream-unavailable", false, false), (answer.Status, answer.ProblemType, answer.IsUpstream, answer.MayHaveBeenSent));
    }

    [Fact]
    public async Task Send_Reset_SaysThatItMayHaveBeenSent()
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.ClosesAfterReading());

        var answer = await SendAsync(gateway, Put());

        Assert.Equal((502, "upstream-failed", false, true), (answer.Status, answer.ProblemType, answer.IsUpstream, answer.MayHaveBeenSent));
    }

    [Fact]
    public async Task Send_TimeIsOver_IsAnswered()
    {
        var upstream = FakeUpstream.Hangs();
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);

        var answer = await SendAsync(gateway, Put() with { Timeout = TimeSpan.FromMilliseconds(500) });

        Assert.Equal((504, "upstream-timeout", false, true), (answer.Status, answer.ProblemType, answer.IsUpstream, answer.MayHaveBeenSent));
        await Deadline.UntilAsync(() => Task.FromResult(upstream.Aborted == 1 ? "" : null), "the call is given up");
    }

    [Fact]
    public async Task Send_Cancelled_Throws()
    {
        var upstream = FakeUpstream.Hangs();
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        using var stop = new CancellationTokenSource();

        var call = gateway.Host.Services.GetRequiredService<IPipelineClient>().SendAsync(Put(), stop.Token);
        await upstream.WaitForRequestsAsync(1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(99_999, false)]
    public async Task Send_LongAnswer_IsKeptUpToTheLimit(int limit, bool isKept)
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Sends(100_000));

        var answer = await SendAsync(gateway, Put() with { MaxResponseBytes = limit });

        Assert.Equal((200, isKept ? 100_000 : null), (answer.Status, answer.Body?.Length));
    }

    [Fact]
    public async Task Send_AnswerThatBreaksOff_IsNoAnswer()
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Handles(async context =>
        {
            context.Response.ContentLength = 1_000_000;
            await context.Response.Body.WriteAsync(new byte[500_000], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }));

        var answer = await SendAsync(gateway, Put());

        Assert.Equal((502, "upstream-failed", false, true), (answer.Status, answer.ProblemType, answer.IsUpstream, answer.MayHaveBeenSent));
    }

    [Fact]
    public async Task Send_UnderAnOperation_IsNeitherClaimedNorReplayed()
    {
        await using var gateway = await JournalGateway.StartAsync(arguments: ["--ReverseProxy:Clusters:crm:Upstream:HonoursKey=Idempotency-Key"]);
        var operation = Guid.CreateVersion7();
        var request = Order("k1");
        var client = gateway.Fixture.Host.Services.GetRequiredService<IPipelineClient>();

        var plain = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var repeated = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var forwarded = await client.SendAsync(request with { Operation = operation }, TestContext.Current.CancellationToken);

        Assert.Equal((201, true), (plain.Status, plain.IsUpstream));
        Assert.Equal((201, false, false, "true"), (repeated.Status, repeated.IsUpstream, repeated.MayHaveBeenSent, repeated.Header("Idempotency-Replayed")));
        Assert.Equal((201, true, null), (forwarded.Status, forwarded.IsUpstream, forwarded.Header("Idempotency-Replayed")));
        var claim = Assert.Single(gateway.Journal.Claims);
        Assert.Equal(("event-1", "web-shop"), (claim.CausationId, claim.ConsumerId));
        Assert.Equal([claim.Id.ToString("D"), operation.ToString("D")], gateway.Upstream.Requests.Select(seen => seen.Header("Idempotency-Key")));
    }

    [Fact]
    public async Task Send_GivenUpAfterTheClaim_IsCarriedThrough()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = FakeUpstream.Handles(context => release.Task.WaitAsync(context.RequestAborted));
        await using var gateway = await JournalGateway.StartAsync(upstream: upstream);

        var answer = await gateway.Fixture.Host.Services.GetRequiredService<IPipelineClient>()
            .SendAsync(Order("k1") with { Timeout = TimeSpan.FromMilliseconds(500) }, TestContext.Current.CancellationToken);
        release.SetResult();
        await gateway.Journal.SettledAsync(1);

        Assert.Equal((504, true), (answer.Status, answer.MayHaveBeenSent));
        Assert.Equal(OperationState.Done, Assert.Single(gateway.Journal.Settlements).Settlement.State);
    }

    [Fact]
    public async Task Send_WithExplain_IsExplained()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var answer = await SendAsync(gateway, Put() with { Headers = [new("Explain", "true")] });

        Assert.Equal(200, answer.Status);
        using var record = await gateway.Client().GetAsync(new Uri($"/requests/{answer.RequestId}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Status200OK, (int)record.StatusCode);
    }

    private static PipelineRequest Put() => new()
    {
        Method = "PUT",
        Target = "/crm/v1/customers/7?a=b%20c",
        ConsumerId = "web-shop",
        Headers = [new("Content-Type", "application/json")],
        Body = Encoding.UTF8.GetBytes("{\"n\":1}"),
    };

    private static PipelineRequest Order(string key) => new()
    {
        Method = "POST",
        Target = "/crm/v1/orders",
        ConsumerId = "web-shop",
        Headers = [new("Content-Type", "application/json"), new("Idempotency-Key", key)],
        Body = Encoding.UTF8.GetBytes("{}"),
        CausationId = "event-1",
    };

    private static string? Text(PipelineAnswer answer) => answer.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null;

    private static Task<PipelineAnswer> SendAsync(GatewayFixture gateway, PipelineRequest request) =>
        gateway.Host.Services.GetRequiredService<IPipelineClient>().SendAsync(request, TestContext.Current.CancellationToken);
}
