using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Tests.Systems;

public sealed class OmsTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Order_FromPlacedToClosed_TakesEveryStep()
    {
        using var oms = await sandbox.FreshAsync("oms");
        await oms.PostAsync("/v1/orders", Order("WEB-1000"));

        foreach (var to in new[] { "validated", "reserved", "authorised", "booked" })
        {
            Assert.Equal(200, (await oms.PostAsync("/v1/orders/OM-00000004/transitions", new { to })).Status);
        }

        await oms.PostAsync("/v1/orders/OM-00000004/release");
        await oms.PostAsync("/v1/orders/OM-00000004/shipments", new { carrier = "dhl", lines = new[] { new { lineNumber = 1, quantity = 2 } } });
        foreach (var to in new[] { "captured", "invoiced", "settled", "closed" })
        {
            Assert.Equal(200, (await oms.PostAsync("/v1/orders/OM-00000004/transitions", new { to })).Status);
        }

        var history = (await oms.GetAsync("/v1/orders/OM-00000004/history")).Body!["items"]!.AsArray();
        Assert.Equal(11, history.Count);
        Assert.Equal("closed", (await oms.GetAsync("/v1/orders/OM-00000004")).Text("state"));
    }

    [Fact]
    public async Task Transition_SkippingAStep_Is409AndSaysWhatCouldFollow()
    {
        using var oms = await sandbox.FreshAsync("oms");

        var answer = await oms.PostAsync("/v1/orders/OM-00000001/transitions", new { to = "booked" });

        Assert.Equal((409, "illegal-transition"), (answer.Status, answer.Problem));
        Assert.Equal("Order OM-00000001 is placed and cannot become booked; next can be validated or cancelled.", answer.Text("detail"));
    }

    [Theory]
    [InlineData("released")]
    [InlineData("shipped")]
    [InlineData("cancelled")]
    public async Task Transition_WithOperationOfItsOwn_Is422(string to)
    {
        using var oms = await sandbox.FreshAsync("oms");

        var answer = await oms.PostAsync("/v1/orders/OM-00000001/transitions", new { to });

        Assert.Equal((422, "transition-has-own-operation"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Cancel_AfterShipment_IsRefusedForAReturn()
    {
        using var oms = await sandbox.FreshAsync("oms");
        await oms.PostAsync("/v1/orders/OM-00000003/shipments", new { carrier = "dhl", lines = new[] { new { lineNumber = 1, quantity = 1 } } });

        var answer = await oms.PostAsync("/v1/orders/OM-00000003/cancellation", new { reason = "late" });

        Assert.Equal((409, "order-already-shipped"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Ship_MoreThanOrdered_Is422AndStaysReleased()
    {
        using var oms = await sandbox.FreshAsync("oms");

        var answer = await oms.PostAsync("/v1/orders/OM-00000003/shipments", new { carrier = "dhl", lines = new[] { new { lineNumber = 1, quantity = 2 } } });

        Assert.Equal((422, "shipped-not-ordered"), (answer.Status, answer.Problem));
        Assert.Equal("released", (await oms.GetAsync("/v1/orders/OM-00000003")).Text("state"));
    }

    [Fact]
    public async Task Place_SameExternalNumber_Is409AndLookupFindsTheFirst()
    {
        using var oms = await sandbox.FreshAsync("oms");
        var first = await oms.PostAsync("/v1/orders", Order("WEB-2000"));

        var second = await oms.PostAsync("/v1/orders", Order("WEB-2000"));
        var found = await oms.GetAsync("/v1/orders?externalNumber=WEB-2000");

        Assert.Equal((201, 409, "duplicate-external-number"), (first.Status, second.Status, second.Problem));
        Assert.Equal([first.Text("orderNumber")], found.Body!["items"]!.AsArray().Select(order => (string)order!["orderNumber"]!));
    }

    [Fact]
    public async Task Place_TotalNotTheSum_Is422()
    {
        using var oms = await sandbox.FreshAsync("oms");

        var answer = await oms.PostAsync("/v1/orders", Order("WEB-3000", total: 1_799));

        Assert.Equal((422, "total-differs", "The lines come to 1798, the total says 1799."), (answer.Status, answer.Problem, answer.Text("detail")));
    }

    [Fact]
    public async Task Place_ManyAtOnceWithOneNumber_AppliesOne()
    {
        using var oms = await sandbox.FreshAsync("oms");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => oms.PostAsync("/v1/orders", Order("WEB-4000"))));

        Assert.Equal(1, answers.Count(answer => answer.Status == 201));
        Assert.Equal(19, answers.Count(answer => answer.Status == 409));
        Assert.Equal(["placeOrder"], await oms.AppliedAsync());
    }

    [Fact]
    public async Task Stream_OrderChanges_ArriveInOrderAndResume()
    {
        using var oms = await sandbox.FreshAsync("oms");
        using var stream = await OpenStreamAsync(oms, lastEventId: null);
        Assert.Equal(": open", await stream.ReadLineAsync(TestContext.Current.CancellationToken));

        await oms.PostAsync("/v1/orders/OM-00000001/transitions", new { to = "validated" });
        var (id, first) = await NextAsync(stream);
        await oms.PostAsync("/v1/orders/OM-00000001/cancellation", new { reason = "test" });
        var (_, second) = await NextAsync(stream);

        using var resumed = await OpenStreamAsync(oms, lastEventId: id);
        var (_, missed) = await NextAsync(resumed);
        Assert.Equal(("validated", "cancelled", "cancelled"), ((string)first["state"]!, (string)second["state"]!, (string)missed["state"]!));
    }

    [Fact]
    public async Task Stream_Quiet_SendsHeartbeats()
    {
        using var oms = await sandbox.FreshAsync("oms");
        using var stream = await OpenStreamAsync(oms, lastEventId: null);
        Assert.Equal([": open", ""], [await LineAsync(stream), await LineAsync(stream)]);

        // The timer starts just after the opening is sent, so the clock is moved until the beat comes.
        var beat = LineAsync(stream);
        while (await Task.WhenAny(beat, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken)) != beat)
        {
            sandbox.Clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(": heartbeat", await beat);
    }

    private static object Order(string externalNumber, long total = 1_798) => new
    {
        externalNumber,
        channel = "web",
        customerId = "C-100234",
        legalEntity = "DE01",
        businessDate = "2026-11-03",
        lines = new[] { new { lineNumber = 1, sku = "MUG-WHITE", quantity = 2, unitPrice = new { amount = 899, currency = "EUR" } } },
        total = new { amount = total, currency = "EUR" },
    };

    private static async Task<StreamReader> OpenStreamAsync(SystemClient oms, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/order-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await oms.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string?> LineAsync(StreamReader stream) => await stream.ReadLineAsync(TestContext.Current.CancellationToken);

    private static async Task<(string Id, JsonNode Data)> NextAsync(StreamReader stream)
    {
        var id = "";
        while (await LineAsync(stream) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (id, JsonNode.Parse(line[6..])!);
            }
        }

        throw new EndOfStreamException("The stream ended.");
    }
}
