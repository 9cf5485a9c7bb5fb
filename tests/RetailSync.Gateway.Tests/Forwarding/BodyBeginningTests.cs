using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Tests.Draining;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>Nothing goes to the upstream before a body of known length, or the beginning of a long one, has arrived.</summary>
[Trait("Attack", "E33")]
[SuppressMessage("Design", "CA1001", Justification = "The gateway's fixture disposes the upstream.")]
public sealed class BodyBeginningTests
{
    private const string Head = "POST /open/upload HTTP/1.1\r\nHost: a\r\n";

    // Long enough for a request that was not held back to arrive.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly DrainUpstream _upstream = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ShortBody_InPieces_IsSentWhenItIsThere(int version)
    {
        await using var gateway = await StartAsync();
        using var client = version == 1 ? TestClients.Http1(gateway.Http) : TestClients.Http2(gateway.Https);
        var (answer, pieces) = Send(client, BodyBeginning.Bytes - 1);

        await pieces.WriteAsync(new byte[5_000], Cancel);
        await pieces.WriteAsync(new byte[5_000], Cancel);
        await Task.Delay(Pause, TimeProvider.System, Cancel);

        Assert.Empty(_upstream.Server.Requests);
        await pieces.WriteAsync(new byte[BodyBeginning.Bytes - 10_001], Cancel);
        await pieces.DisposeAsync();
        Assert.Equal($"{BodyBeginning.Bytes - 1} bytes", await answer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task LongBody_FlowsOnceItHasBegun(int version)
    {
        await using var gateway = await StartAsync();
        using var client = version == 1 ? TestClients.Http1(gateway.Http) : TestClients.Http2(gateway.Https);
        var (answer, pieces) = Send(client, 1_000_000);

        await pieces.WriteAsync(new byte[BodyBeginning.Bytes - 1], Cancel);
        await Task.Delay(Pause, TimeProvider.System, Cancel);
        Assert.Empty(_upstream.Server.Requests);

        // The client keeps a few kilobytes back until more comes.
        await pieces.WriteAsync(new byte[100_001], Cancel);
        await _upstream.Server.WaitForRequestsAsync(1);
        await pieces.WriteAsync(new byte[900_000 - BodyBeginning.Bytes], Cancel);
        await pieces.DisposeAsync();
        Assert.Equal("1000000 bytes", await answer);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n")]
    [InlineData("Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")]
    public async Task Conversation_IsNotHeldBack(string rest)
    {
        await using var gateway = await StartAsync();
        await using var client = await RawClient.ConnectAsync(gateway.Http);

        await client.WriteAsync(Head + rest);

        await _upstream.Server.WaitForRequestsAsync(1);
    }

    [Fact]
    public async Task Caller_TooSlow_IsToldAndTheUpstreamNeverHearsOfIt()
    {
        await using var gateway = await StartAsync("--Edge:MinBodyBytesPerSecond=100000");
        await using var client = await RawClient.ConnectAsync(gateway.Http);

        await client.WriteAsync(Head + "Content-Length: 1000\r\n\r\na");

        RawProblem.AssertAndClosed(ProblemTypes.RequestTimeout, await client.ReadAsync());
        Assert.Empty(_upstream.Server.Requests);
    }

    [Fact]
    public async Task Caller_GoesAway_IsForgotten()
    {
        await using var gateway = await StartAsync();
        var drain = gateway.Host.Services.GetRequiredService<DrainState>();
        await using (var client = await RawClient.ConnectAsync(gateway.Http))
        {
            await client.WriteAsync(Head + "Content-Length: 1000\r\n\r\na");
            await Deadline.UntilAsync(() => Task.FromResult(drain.InFlight == 1 ? "begun" : null), "the request has come");
        }

        await Deadline.UntilAsync(() => Task.FromResult(drain.InFlight == 0 ? "ended" : null), "the exchange is given up");
        Assert.Empty(_upstream.Server.Requests);
    }

    private static (Task<string> Answer, Stream Pieces) Send(HttpClient client, int length)
    {
        var pieces = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var content = new StreamContent(pieces.Reader.AsStream());
        content.Headers.ContentLength = length;
        return (AnswerAsync(client, content), pieces.Writer.AsStream());
    }

    private static async Task<string> AnswerAsync(HttpClient client, HttpContent content)
    {
        using var answer = await client.PostAsync(new Uri("/open/upload", UriKind.Relative), content, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private Task<GatewayFixture> StartAsync(params string[] arguments) => GatewayFixture.StartAsync(DrainUpstream.Yarp, _upstream.Server, arguments: arguments);
}
