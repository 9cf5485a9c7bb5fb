using System.Diagnostics;

namespace RetailSync.Sandbox.Tests.Systems;

public sealed class ErpTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Maintenance_SwitchedOn_Is503WithRetryAfter()
    {
        using var erp = await sandbox.FreshAsync("erp");
        await erp.SendAsync("PUT", "/_sandbox/erp", new { maintenance = true, retryAfterSeconds = 90 });

        var answer = await erp.GetAsync("/v1/articles");
        await erp.SendAsync("PUT", "/_sandbox/erp", new { maintenance = false });

        Assert.Equal((503, "maintenance", TimeSpan.FromSeconds(90)), (answer.Status, answer.Problem, answer.RetryAfter));
        Assert.Equal(200, (await erp.GetAsync("/v1/articles")).Status);
    }

    [Fact]
    public async Task Call_ByDefault_TakesTwentyMilliseconds()
    {
        using var erp = await sandbox.FreshAsync("erp");
        var watch = Stopwatch.StartNew();

        await erp.GetAsync("/v1/articles");

        Assert.InRange(watch.ElapsedMilliseconds, 18, 30_000);
    }

    [Theory]
    [InlineData("2026-09-30", 409, "period-locked")]
    [InlineData("2027-01-01", 422, "no-such-period")]
    public async Task Book_OutsideOpenPeriods_IsRefused(string postingDate, int status, string problem)
    {
        using var erp = await sandbox.FreshAsync("erp");

        var order = await erp.PostAsync("/v1/sales-orders", SalesOrder("OM-00000009", postingDate));

        Assert.Equal((status, problem), (order.Status, order.Problem));
        Assert.Empty(await erp.AppliedAsync());
    }

    [Fact]
    public async Task Book_SameExternalNumber_Is409AndLookupFindsTheFirst()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var answer = await erp.PostAsync("/v1/sales-orders", SalesOrder("OM-00000002"));
        var found = await erp.GetAsync("/v1/sales-orders?externalNumber=OM-00000002");

        Assert.Equal((409, "duplicate-external-number"), (answer.Status, answer.Problem));
        Assert.Equal(["SO-00000001"], found.Body!["items"]!.AsArray().Select(order => (string)order!["documentNumber"]!));
    }

    [Fact]
    public async Task Book_UnknownArticle_Is422()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var answer = await erp.PostAsync("/v1/sales-orders", SalesOrder("OM-00000009", sku: "SOCKS-RED"));

        Assert.Equal((422, "master-data-missing"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task GoodsReceipt_PostedTwice_CountsTwice()
    {
        using var erp = await sandbox.FreshAsync("erp");
        var receipt = new { purchaseOrder = "PO-00000007", locationId = "9521234000105", postingDate = "2026-11-03", lines = new[] { new { sku = "MUG-WHITE", quantity = 1 } } };

        await erp.PostAsync("/v1/goods-receipts", receipt, ("Idempotency-Key", "k-1"));
        await erp.PostAsync("/v1/goods-receipts", receipt, ("Idempotency-Key", "k-1"));

        Assert.Equal(["postGoodsReceipt", "postGoodsReceipt"], await erp.AppliedAsync());
    }

    [Fact]
    public async Task Lock_OutOfOrder_Is409()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var early = await erp.PostAsync("/v1/periods/2026-11/lock");
        var first = await erp.PostAsync("/v1/periods/2026-10/lock");
        var again = await erp.PostAsync("/v1/periods/2026-10/lock");

        Assert.Equal((409, "earlier-period-open"), (early.Status, early.Problem));
        Assert.Equal((200, "locked"), (first.Status, first.Text("state")));
        Assert.Equal((409, "period-locked"), (again.Status, again.Problem));
    }

    [Fact]
    public async Task Cancel_SalesOrderTwice_Is409()
    {
        using var erp = await sandbox.FreshAsync("erp");

        var first = await erp.PostAsync("/v1/sales-orders/SO-00000001/cancellation", new { reason = "test" });
        var second = await erp.PostAsync("/v1/sales-orders/SO-00000001/cancellation", new { reason = "test" });

        Assert.Equal((200, "cancelled"), (first.Status, first.Text("status")));
        Assert.Equal((409, "already-cancelled"), (second.Status, second.Problem));
    }

    private static object SalesOrder(string externalNumber, string postingDate = "2026-11-03", string sku = "MUG-WHITE") => new
    {
        externalNumber,
        legalEntity = "DE01",
        postingDate,
        lines = new[] { new { sku, quantity = 1, netAmount = new { amount = 755, currency = "EUR" } } },
    };
}
