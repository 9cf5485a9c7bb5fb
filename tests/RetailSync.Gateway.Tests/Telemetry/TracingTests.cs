using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Telemetry;

/// <summary>A trace goes through the gateway unbroken; spans are made for what is sampled, and only for that.</summary>
public sealed class TracingTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Span = "00f067aa0ba902b7";

    [Fact]
    public async Task Sampled_CallersTrace_GoesOnWithSpansOfOurs()
    {
        await using var sink = new TraceSink();
        await using var gateway = await GatewayFixture.StartAsync(arguments: sink.Arguments(0));

        var arrived = await SendAsync(gateway, $"00-{Trace}-{Span}-01", "vendor=1");
        Flush(gateway);

        Assert.Matches($"^00-{Trace}-[0-9a-f]{{16}}-01$", arrived.Header("traceparent"));
        Assert.DoesNotContain(Span, arrived.Header("traceparent"));
        Assert.Equal("vendor=1", arrived.Header("tracestate"));
        Assert.Equal(2, sink.SpansOf(Trace));
        Assert.True(sink.Holds("GET crm"));
        Assert.True(sink.Holds("web-shop"));
        Assert.False(sink.Holds("Bearer"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Unsampled_CallersTrace_PassesUnchanged(double ratio)
    {
        await using var sink = new TraceSink();
        await using var gateway = await GatewayFixture.StartAsync(arguments: sink.Arguments(ratio));

        var arrived = await SendAsync(gateway, $"00-{Trace}-{Span}-00", "vendor=1");
        Flush(gateway);

        Assert.Equal(($"00-{Trace}-{Span}-00", "vendor=1"), (arrived.Header("traceparent"), arrived.Header("tracestate")));
        Assert.Equal(0, sink.SpansOf(Trace));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("nonsense")]
    public async Task Invalid_Parent_IsReplacedByATraceOfOurs(string? parent)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var arrived = await SendAsync(gateway, parent, null);

        var id = arrived.Header("X-Request-Id");
        Assert.Matches($"^00-{id}-[0-9a-f]{{16}}-00$", arrived.Header("traceparent"));
    }

    [Fact]
    public async Task NoParent_RatioOne_EveryRequestIsTraced()
    {
        await using var sink = new TraceSink();
        await using var gateway = await GatewayFixture.StartAsync(arguments: sink.Arguments(1));

        var arrived = await SendAsync(gateway, null, null);
        Flush(gateway);

        var id = arrived.Header("X-Request-Id")!;
        Assert.Matches($"^00-{id}-[0-9a-f]{{16}}-01$", arrived.Header("traceparent"));
        Assert.Equal(2, sink.SpansOf(id));
    }

    [Fact]
    public async Task NoParent_RatioZero_NoneIsTraced()
    {
        await using var sink = new TraceSink();
        await using var gateway = await GatewayFixture.StartAsync(arguments: sink.Arguments(0));

        var arrived = await SendAsync(gateway, null, null);
        Flush(gateway);

        var id = arrived.Header("X-Request-Id")!;
        Assert.EndsWith("-00", arrived.Header("traceparent"), StringComparison.Ordinal);
        Assert.Equal(0, sink.SpansOf(id));
    }

    private static void Flush(GatewayFixture gateway) => Assert.True(gateway.Host.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000));

    private static async Task<RecordedRequest> SendAsync(GatewayFixture gateway, string? parent, string? state)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/crm/v1/customers");
        if (parent is not null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", parent);
        }

        if (state is not null)
        {
            request.Headers.TryAddWithoutValidation("tracestate", state);
        }

        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        return Assert.Single(gateway.Upstream.Requests);
    }
}
