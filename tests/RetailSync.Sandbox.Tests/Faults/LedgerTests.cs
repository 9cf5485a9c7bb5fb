using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Sandbox.Tests.Faults;

public sealed class LedgerTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string Body = """{"sku":"MUG-WHITE","locationId":"9521234000013","delta":1,"reason":"count","reference":"CC-1"}""";

    [Fact]
    public async Task Entry_OfAChange_SaysWhatWasSeen()
    {
        using var wms = await sandbox.FreshAsync("wms");

        await wms.PostAsync("/v1/stock-adjustments", Body, ("X-Request-Id", "r-1"), ("Idempotency-Key", "k-1"));

        var entry = (await wms.GetAsync("/_sandbox/ledger")).Body!.AsArray().Single()!;
        Assert.Equal(1, (long)entry["sequence"]!);
        Assert.Equal("adjustStock", (string)entry["operation"]!);
        Assert.Equal("MUG-WHITE@9521234000013", (string)entry["entityKey"]!);
        Assert.Equal("r-1", (string)entry["requestId"]!);
        Assert.Equal("k-1", (string)entry["idempotencyKey"]!);
        Assert.Equal("CC-1", (string)entry["clientReference"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body))), (string)entry["bodyHash"]!);
        Assert.Equal(sandbox.Clock.GetUtcNow(), (DateTimeOffset)entry["time"]!);
    }

    [Fact]
    public async Task Since_ASequence_ReturnsWhatCameAfter()
    {
        using var wms = await sandbox.FreshAsync("wms");
        for (var round = 0; round < 3; round++)
        {
            await wms.PostAsync("/v1/stock-adjustments", Body);
        }

        var after = (await wms.GetAsync("/_sandbox/ledger?since=1")).Body!.AsArray();

        Assert.Equal([2, 3], after.Select(entry => (long)entry!["sequence"]!));
    }

    [Fact]
    public async Task Refused_Change_IsNotInTheLedger()
    {
        using var wms = await sandbox.FreshAsync("wms");

        var answer = await wms.PostAsync("/v1/stock-adjustments", Body.Replace("MUG-WHITE", "MUG-BLACK", StringComparison.Ordinal));

        Assert.Equal(404, answer.Status);
        Assert.Empty(await wms.AppliedAsync());
    }

    [Fact]
    public async Task Reset_AfterChanges_PutsTheSeedBack()
    {
        using var wms = await sandbox.FreshAsync("wms");
        var before = (await wms.GetAsync("/v1/locations/9521234000013/stock/MUG-WHITE")).Body!["onHand"]!.GetValue<int>();
        await wms.PostAsync("/v1/stock-adjustments", Body);

        var reset = await wms.PostAsync("/_sandbox/reset");

        Assert.Equal(204, reset.Status);
        Assert.Equal(before, (await wms.GetAsync("/v1/locations/9521234000013/stock/MUG-WHITE")).Body!["onHand"]!.GetValue<int>());
        Assert.Empty(await wms.AppliedAsync());
    }

    [Fact]
    public async Task Order_UnderLoad_IsTheStatesOrder()
    {
        using var wms = await sandbox.FreshAsync("wms");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => wms.PostAsync("/v1/stock-adjustments", Body)));

        var sequences = (await wms.GetAsync("/_sandbox/ledger")).Body!.AsArray().Select(entry => (long)entry!["sequence"]!);
        Assert.Equal(Enumerable.Range(1, 50).Select(number => (long)number), sequences);
        Assert.Equal(50, answers.Select(answer => answer.Body!["onHand"]!.GetValue<int>()).Distinct().Count());
    }
}
