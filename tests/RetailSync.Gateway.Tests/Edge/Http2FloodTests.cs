using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Floods of frames that carry nothing end with their connection, and cost nobody else anything.</summary>
[Trait("Attack", "E34")]
public sealed class Http2FloodTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<Http2FrameType, int, byte[]> Floods => new()
    {
        { Http2FrameType.Ping, 0, new byte[8] },
        { Http2FrameType.Settings, 0, [] },
        { Http2FrameType.Priority, 1, [0, 0, 0, 0, 1] },
        { (Http2FrameType)0x42, 0, [] },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_OneRequest_IsAnswered()
    {
        var answer = await RawHttp2Client.SendAsync(shared.Gateway.Https, [.. RawHttp2Client.Request("GET", "/crm/v1/customers"), ("authorization", $"Bearer {shared.Gateway.Token()}")]);

        Assert.Equal(("200", "{}"), (answer.Outcome, answer.Text));
        Assert.NotNull(answer.Header("x-request-id"));
    }

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task Flood_OfFramesThatCarryNothing_ClosesTheConnection(Http2FrameType type, int stream, byte[] payload)
    {
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        await FloodAsync(client, RawHttp2Client.Frame(type, Http2Flags.None, stream, payload));
    }

    [Fact]
    public async Task RapidReset_ClosesTheConnection()
    {
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        var reading = ReadToEndAsync(client);
        var fields = Http2HeaderBlock.Encode(RawHttp2Client.Request("GET", "/problems"));
        var sent = 0;
        try
        {
            for (var stream = 1; sent < 100_000 && !reading.IsCompleted; sent += 100)
            {
                using var batch = new MemoryStream();
                for (var i = 0; i < 100; i++, stream += 2)
                {
                    batch.Write(RawHttp2Client.Frame(Http2FrameType.Headers, Http2Flags.EndHeaders | Http2Flags.EndStream, stream, fields));
                    batch.Write(RawHttp2Client.Frame(Http2FrameType.Reset, Http2Flags.None, stream, [0, 0, 0, 8]));
                }

                await client.WriteAsync(batch.ToArray());
            }
        }
        catch (IOException)
        {
            // Closed under our hands, as it should be.
        }

        await reading;
        Assert.InRange(sent, 0, 99_000);
        await AssertServedAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Continuations_WithoutEnd_CloseTheConnection(int bytes)
    {
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        await client.WriteAsync(Http2FrameType.Headers, Http2Flags.EndStream, 1, Http2HeaderBlock.Encode(RawHttp2Client.Request("GET", "/problems")));

        await FloodAsync(client, RawHttp2Client.Frame(Http2FrameType.Continuation, Http2Flags.None, 1, bytes == 0 ? [] : Http2HeaderBlock.Encode(("x-long", new string('a', bytes)))));
    }

    [Fact]
    public async Task Streams_BeyondAHundred_AreRefused()
    {
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        for (var stream = 1; stream <= 201; stream += 2)
        {
            // A body that does not come keeps each of them open.
            await client.SendHeadersAsync(stream, [.. RawHttp2Client.Request("POST", "/crm/v1/customers"), ("authorization", $"Bearer {shared.Gateway.Token()}")], endStream: false);
        }

        var refused = await client.ReadAnswerAsync(201);

        // REFUSED_STREAM: nothing was done, and the client may try again.
        Assert.Equal(("reset", 7), (refused.Outcome, refused.ErrorCode));
    }

    [Fact]
    public async Task Settings_OfTheServer_SayTheLimits()
    {
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);

        var settings = (await client.ReadUntilAsync(Http2FrameType.Settings))!.Payload;

        var values = Enumerable.Range(0, settings.Length / 6).ToDictionary(index => settings[(6 * index) + 1], index => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(settings.AsSpan((6 * index) + 2)));
        Assert.Equal(100, values[3]);
        Assert.Equal(131_072, values[4]);
        Assert.Equal(32_768, values.GetValueOrDefault((byte)6, 32_768));
    }

    private async Task FloodAsync(RawHttp2Client client, byte[] frame)
    {
        var many = Enumerable.Repeat(frame, 1_000).SelectMany(bytes => bytes).ToArray();

        // Reads along: a flood whose answers nobody reads stops by itself.
        var reading = ReadToEndAsync(client);
        var sent = 0;
        try
        {
            for (; sent < 3_000_000 && !reading.IsCompleted; sent += 1_000)
            {
                await client.WriteAsync(many);
            }
        }
        catch (IOException)
        {
            // Closed under our hands, as it should be.
        }

        await reading;
        Assert.InRange(sent, 0, 2_999_000);
        await AssertServedAsync();
    }

    private async Task AssertServedAsync() =>
        Assert.Equal(System.Net.HttpStatusCode.OK, (await shared.Gateway.Http2Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), Cancel)).StatusCode);

    private static async Task ReadToEndAsync(RawHttp2Client client)
    {
        while (await client.ReadFrameAsync() is not null)
        {
        }
    }
}
