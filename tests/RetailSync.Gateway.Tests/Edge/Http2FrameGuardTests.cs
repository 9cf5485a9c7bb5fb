using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Edge;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>What counts as a flood, with the clock standing still.</summary>
[Trait("Attack", "E34")]
public sealed class Http2FrameGuardTests
{
    private static readonly byte[] Ping = RawHttp2Client.Frame(Http2FrameType.Ping, Http2Flags.None, 0, new byte[8]);
    private static readonly byte[] Request = RawHttp2Client.Frame(Http2FrameType.Headers, Http2Flags.EndHeaders | Http2Flags.EndStream, 1, [0x82]);
    private static readonly byte[] Reset = RawHttp2Client.Frame(Http2FrameType.Reset, Http2Flags.None, 1, [0, 0, 0, 8]);
    private static readonly byte[] WindowUpdate = RawHttp2Client.Frame(Http2FrameType.WindowUpdate, Http2Flags.None, 0, [0, 0, 0, 1]);

    private readonly FakeTimeProvider _clock = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Http2FrameGuard _guard;
    private int _closed;

    public Http2FrameGuardTests()
    {
        _guard = new Http2FrameGuard(_pipe.Reader, new DefaultConnectionContext(), _clock, () => _closed++);
        _pipe.Writer.Write(new byte[24]);
    }

    [Theory]
    [InlineData(10_000, 0)]
    [InlineData(10_001, 1)]
    public async Task Pings_AtOnce_ManyAreAllowed(int count, int closed)
    {
        await SendAsync(Ping, count);

        Assert.Equal(closed, _closed);
    }

    [Fact]
    public async Task Pings_TwoThousandASecond_AreAllowed()
    {
        for (var second = 0; second < 30; second++)
        {
            await SendAsync(Ping, 2_000);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, _closed);
    }

    [Fact]
    public async Task Pings_InStepWithRequests_AreAllowed()
    {
        await SendAsync([.. Request, .. Ping], 50_000);

        Assert.Equal(0, _closed);
    }

    [Fact]
    public async Task Requests_TakenBackAtOnce_AreAFlood()
    {
        await SendAsync([.. Request, .. Reset], 10_001);

        Assert.Equal(1, _closed);
    }

    [Theory]
    [InlineData(250_000, 0)]
    [InlineData(250_001, 1)]
    public async Task WindowUpdates_AtOnce_VeryManyAreAllowed(int count, int closed)
    {
        await SendAsync(WindowUpdate, count);

        Assert.Equal(closed, _closed);
    }

    // Cut at odd places, and read with only a part consumed, as the server does.
    private async Task SendAsync(byte[] frames, int count)
    {
        var bytes = Enumerable.Repeat(frames, count).SelectMany(frame => frame).ToArray();
        for (var at = 0; at < bytes.Length; at += 60_013)
        {
            await _pipe.Writer.WriteAsync(bytes.AsMemory(at, Math.Min(60_013, bytes.Length - at)), TestContext.Current.CancellationToken);
            var read = await _guard.ReadAsync(TestContext.Current.CancellationToken);
            _guard.AdvanceTo(read.Buffer.GetPosition(read.Buffer.Length / 2), read.Buffer.End);
        }
    }
}
