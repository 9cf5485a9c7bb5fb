using System.Diagnostics;
using System.Net.Http.Json;

namespace RetailSync.Sandbox.Tests.Faults;

public sealed class FaultTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private static readonly object Receipt = new
    {
        purchaseOrder = "PO-00000001",
        locationId = "9521234000105",
        postingDate = "2026-11-03",
        lines = new[] { new { sku = "MUG-WHITE", quantity = 5 } },
    };

    [Fact]
    public async Task DropBefore_OnHeader_AppliesNothing()
    {
        using var erp = await sandbox.FreshAsync("erp");

        await Assert.ThrowsAsync<HttpRequestException>(() => erp.PostAsync("/v1/goods-receipts", Receipt, ("X-Sandbox-Fault", "drop-before")));

        Assert.Empty(await erp.AppliedAsync());
    }

    [Fact]
    public async Task DropAfter_OnHeader_AppliesOnceWithoutAnswer()
    {
        using var erp = await sandbox.FreshAsync("erp");

        await Assert.ThrowsAsync<HttpRequestException>(() => erp.PostAsync("/v1/goods-receipts", Receipt, ("X-Sandbox-Fault", "drop-after")));

        Assert.Equal(["postGoodsReceipt"], await erp.AppliedAsync());
    }

    [Fact]
    public async Task ErrorAfter_OnHeader_AppliesAndSaysError()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var answer = await erp.PostAsync("/v1/goods-receipts", Receipt, ("X-Sandbox-Fault", "error-after=502"));

        Assert.Equal((502, "fault-on-request"), (answer.Status, answer.Problem));
        Assert.Equal(["postGoodsReceipt"], await erp.AppliedAsync());
    }

    [Fact]
    public async Task Error_OnHeader_AppliesNothing()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var answer = await erp.PostAsync("/v1/goods-receipts", Receipt, ("X-Sandbox-Fault", "error=503"));

        Assert.Equal(503, answer.Status);
        Assert.Empty(await erp.AppliedAsync());
    }

    [Fact]
    public async Task Duplicate_OnHeader_AppliesTwiceAndAnswersTheFirst()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var answer = await erp.PostAsync("/v1/goods-receipts", Receipt, ("X-Sandbox-Fault", "duplicate"));

        Assert.Equal((201, "PO-00000001"), (answer.Status, answer.Text("purchaseOrder")));
        Assert.Equal(["postGoodsReceipt", "postGoodsReceipt"], await erp.AppliedAsync());
    }

    [Fact]
    public async Task Duplicate_WhereTheSystemKnowsTheKey_AppliesOnce()
    {
        using var pay = await sandbox.FreshAsync("payment");
        var body = new { orderNumber = "OM-00000001", amount = new { amount = 100, currency = "EUR" }, tenderToken = "tok_visa" };

        var answer = await pay.PostAsync("/v1/authorisations", body, ("Idempotency-Key", "k-dup"), ("X-Sandbox-Fault", "duplicate"));

        Assert.Equal(201, answer.Status);
        Assert.Equal(["authorisePayment"], await pay.AppliedAsync());
    }

    [Fact]
    public async Task Offline_WithoutStatus_ResetsTheConnection()
    {
        using var crm = await sandbox.FreshAsync("crm");
        await crm.SendAsync("PUT", "/_sandbox/faults", new { rules = new[] { new { kind = "offline" } } });

        await Assert.ThrowsAsync<HttpRequestException>(() => crm.GetAsync("/v2/customers"));
        var cleared = await crm.SendAsync("DELETE", "/_sandbox/faults");

        Assert.Equal(200, cleared.Status);
        Assert.Equal(200, (await crm.GetAsync("/v2/customers")).Status);
    }

    [Fact]
    public async Task Offline_WithStatus_AnswersWithRetryAfter()
    {
        using var crm = await sandbox.FreshAsync("crm");
        await crm.SendAsync("PUT", "/_sandbox/faults", new { rules = new[] { new { kind = "offline", status = 503, retryAfter = 7 } } });

        var answer = await crm.GetAsync("/v2/customers");

        Assert.Equal((503, TimeSpan.FromSeconds(7)), (answer.Status, answer.RetryAfter));
        await crm.SendAsync("DELETE", "/_sandbox/faults");
    }

    [Fact]
    public async Task Latency_OnHeader_WaitsAtLeastThatLong()
    {
        using var crm = await sandbox.FreshAsync("crm");
        var watch = Stopwatch.StartNew();

        var answer = await crm.SendAsync("GET", "/v2/customers", null, ("X-Sandbox-Fault", "latency=120"));

        Assert.Equal(200, answer.Status);
        Assert.InRange(watch.ElapsedMilliseconds, 115, 30_000);
    }

    [Fact]
    public async Task Rule_WithPathMethodAndRemaining_BefallsOnlyThose()
    {
        using var crm = await sandbox.FreshAsync("crm");
        await crm.PostAsync("/_sandbox/faults", new { kind = "error", status = 500, method = "GET", path = "/v2/customers/*", remaining = 1 });

        var other = await crm.GetAsync("/v2/customers");
        var first = await crm.GetAsync("/v2/customers/C-100234");
        var second = await crm.GetAsync("/v2/customers/C-100234");

        Assert.Equal((200, 500, 200), (other.Status, first.Status, second.Status));
        Assert.Empty((await crm.GetAsync("/_sandbox/faults")).Body!["rules"]!.AsArray());
    }

    [Fact]
    public async Task Plan_WithFaultyRule_SaysWhichAndKeepsTheOld()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.SendAsync("PUT", "/_sandbox/faults", new { rules = new object[] { new { kind = "error" }, new { kind = "error", rate = 1.5 } } });

        Assert.Equal((400, "rules[1].rate is 1.5; it must lie between 0 and 1."), (answer.Status, answer.Text("detail")));
        Assert.Equal(200, (await crm.GetAsync("/v2/customers")).Status);
    }

    [Fact]
    public async Task Header_Misspelt_Is400()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.SendAsync("GET", "/v2/customers", null, ("X-Sandbox-Fault", "drop-afterwards"));

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("X-Sandbox-Fault: 'drop-afterwards' is not a fault. Known: latency=<ms>", answer.Text("detail"));
    }

    [Fact]
    public async Task Change_CallerGoesAway_IsAppliedAllTheSame()
    {
        using var erp = await sandbox.FreshAsync("erp");
        await erp.PostAsync("/_sandbox/faults", new { kind = "latency", latencyMs = 200, path = "/v1/goods-receipts", remaining = 1 });
        using var goingAway = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/goods-receipts") { Content = JsonContent.Create(Receipt) };

        var call = erp.Http.SendAsync(request, goingAway.Token);
        await UntilAsync(async () => (await erp.GetAsync("/_sandbox/faults")).Body!["rules"]!.AsArray().Count == 0);
        await goingAway.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilAsync(async () => (await erp.AppliedAsync()).Count == 1);
        Assert.Equal(["postGoodsReceipt"], await erp.AppliedAsync());
    }

    // Asks the system itself, so it ends as soon as the system has got there; the test run's own time limit bounds it.
    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
