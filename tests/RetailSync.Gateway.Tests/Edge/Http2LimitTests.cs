using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>The limits of a request's head hold over HTTP/2 as they do over HTTP/1.1.</summary>
[Trait("Attack", "C19")]
public sealed class Http2LimitTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    // The longest payload of a frame that a server must take.
    private const int FrameBytes = 16_384;

    [Theory]
    [InlineData(90, true)]
    [InlineData(101, false)]
    [InlineData(2_000, false)]
    public Task Headers_Count_IsLimited(int further, bool passes) =>
        AssertAsync(passes, "/crm/v1/customers", Enumerable.Range(0, further).Select(number => ($"x-many-{number}", "a")));

    [Theory]
    [InlineData(7, true)]
    [InlineData(9, false)]
    [InlineData(50, false)]
    public Task Headers_Total_IsLimited(int fields, bool passes) =>
        AssertAsync(passes, "/crm/v1/customers", Enumerable.Range(0, fields).Select(number => ($"x-long-{number}", new string('a', 4_000))));

    [Theory]
    [InlineData(16_000, true)]
    [InlineData(16_500, false)]
    public Task Headers_OneField_IsLimited(int length, bool passes) => AssertAsync(passes, "/crm/v1/customers", [("x-long", new string('a', length))]);

    [Theory]
    [InlineData(8_000, true)]
    [InlineData(8_300, false)]
    public Task Path_Length_IsLimited(int length, bool passes) => AssertAsync(passes, $"/crm/v1/customers?q={new string('a', length)}", []);

    private async Task AssertAsync(bool passes, string path, IEnumerable<(string Name, string Value)> further)
    {
        shared.TakeRequests();
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        var block = Http2HeaderBlock.Encode(RawHttp2Client.Request("GET", path, [("authorization", $"Bearer {shared.Gateway.Token()}"), .. further]));

        await client.WriteAsync(Frames(block));
        var answer = await client.ReadAnswerAsync();

        Assert.Contains(answer.Outcome, passes ? new[] { "200" } : ["414", "431", "reset", "goaway", "closed"]);
        Assert.Equal(passes ? 1 : 0, shared.TakeRequests().Count);
    }

    private static byte[] Frames(byte[] block)
    {
        var parts = block.Chunk(FrameBytes).ToList();
        return
        [
            .. parts.SelectMany((part, number) => RawHttp2Client.Frame(
                number == 0 ? Http2FrameType.Headers : Http2FrameType.Continuation,
                (number == 0 ? Http2Flags.EndStream : Http2Flags.None) | (number == parts.Count - 1 ? Http2Flags.EndHeaders : Http2Flags.None),
                1,
                part)),
        ];
    }
}
