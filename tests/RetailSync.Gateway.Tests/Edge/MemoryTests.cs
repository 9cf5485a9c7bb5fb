using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Refusals leave nothing behind. Alone, because the heap that is measured is the whole process's.</summary>
[Collection(Alone.Name)]
public sealed class MemoryTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const int Malformed = 2_000;
    private const long Allowance = 8_000_000;

    [Fact]
    public async Task Malformed_TwoThousandTimes_LeavesNothingBehind()
    {
        await SendMalformedAsync(200);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendMalformedAsync(Malformed);

        var grown = await Deadline.UntilAsync(
            () => Task.FromResult(GC.GetTotalMemory(forceFullCollection: true) - before is var bytes && bytes < Allowance ? bytes.ToString() : null),
            $"less than {Allowance} bytes more than before {Malformed} malformed requests");
        Assert.NotNull(grown);
        Assert.Empty(shared.TakeRequests());
    }

    private async Task SendMalformedAsync(int count) => await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
    {
        var answer = await RawClient.SendAsync(shared.Gateway.Http, (number % 4) switch
        {
            0 => "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n",
            1 => "GET / HTTP/1.1\r\n\r\n",
            2 => "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            _ => "\0\0\0\0\r\n\r\n",
        });
        Assert.Equal(400, answer?.Status);
    });
}
