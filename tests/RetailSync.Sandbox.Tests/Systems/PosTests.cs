namespace RetailSync.Sandbox.Tests.Systems;

public sealed class PosTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string Store = "9521234000013";
    private const string FirstSale = Store + "-T01-20261102-1";

    [Fact]
    public async Task Record_SameAgain_Is200WithTheFirst()
    {
        using var pos = await sandbox.FreshAsync("pos");

        var first = await pos.PostAsync("/v1/transactions", Sale(sequence: 5));
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await pos.PostAsync("/v1/transactions", Sale(sequence: 5));

        Assert.Equal((201, 200), (first.Status, again.Status));
        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
        Assert.Equal(["recordTransaction"], await pos.AppliedAsync());
    }

    [Fact]
    public async Task Record_SameKeyOtherContent_Is409()
    {
        using var pos = await sandbox.FreshAsync("pos");
        await pos.PostAsync("/v1/transactions", Sale(sequence: 5));

        var answer = await pos.PostAsync("/v1/transactions", Sale(sequence: 5, amount: 900));

        Assert.Equal((409, "transaction-differs"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Gaps_OfADay_AreThoseBetweenWhatCame()
    {
        using var pos = await sandbox.FreshAsync("pos");
        await pos.PostAsync("/v1/transactions", Sale(sequence: 8));

        var gaps = (await pos.GetAsync($"/v1/stores/{Store}/gaps?businessDate=2026-11-02")).Body!["items"]!.AsArray();

        Assert.Equal([(3, 3), (5, 7)], gaps.Select(gap => ((int)gap!["from"]!, (int)gap["to"]!)));
    }

    [Fact]
    public async Task Return_MoreThanSold_Is422OverAllReturns()
    {
        using var pos = await sandbox.FreshAsync("pos");

        var first = await pos.PostAsync("/v1/transactions", Return(sequence: 5, quantity: 1));
        var tooMany = await pos.PostAsync("/v1/transactions", Return(sequence: 6, quantity: 2));
        var second = await pos.PostAsync("/v1/transactions", Return(sequence: 6, quantity: 1));

        Assert.Equal((201, 422, 201), (first.Status, tooMany.Status, second.Status));
        Assert.Equal("returned-more-than-sold", tooMany.Problem);
    }

    [Theory]
    [InlineData(FirstSale, 2, "sale-unknown")]
    [InlineData(Store + "-T01-20261102-3", 1, "sale-unknown")]
    public async Task Return_OfALineNeverSold_Is422(string transactionId, int lineNumber, string problem)
    {
        using var pos = await sandbox.FreshAsync("pos");

        var answer = await pos.PostAsync("/v1/transactions", Return(sequence: 5, quantity: 1, transactionId, lineNumber));

        Assert.Equal((422, problem), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Record_TendersNotTheLines_Is422()
    {
        using var pos = await sandbox.FreshAsync("pos");

        var answer = await pos.PostAsync("/v1/transactions", Sale(sequence: 5, tendered: 1));

        Assert.Equal((422, "tenders-differ"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("9521234000014", "gln-invalid")]
    [InlineData("9521234000105", "store-unknown")]
    public async Task Record_NotAStore_Is422(string storeId, string problem)
    {
        using var pos = await sandbox.FreshAsync("pos");

        var answer = await pos.PostAsync("/v1/transactions", Sale(sequence: 5, storeId: storeId));

        Assert.Equal((422, problem), (answer.Status, answer.Problem));
    }

    private static object Sale(int sequence, int amount = 899, int? tendered = null, string storeId = Store) => new
    {
        storeId,
        tillId = "T01",
        sequence,
        businessDate = "2026-11-02",
        type = "sale",
        endedAt = "2026-11-02T12:00:00Z",
        lines = new[] { new { lineNumber = 1, sku = "MUG-WHITE", quantity = 1, amount = Eur(amount) } },
        tenders = new[] { new { type = "cash", amount = Eur(tendered ?? amount) } },
    };

    private static object Return(int sequence, int quantity, string transactionId = FirstSale, int lineNumber = 1) => new
    {
        storeId = Store,
        tillId = "T01",
        sequence,
        businessDate = "2026-11-02",
        type = "return",
        endedAt = "2026-11-02T12:00:00Z",
        lines = new[] { new { lineNumber = 1, sku = "TSHIRT-BLUE-M", quantity, amount = Eur(1_999 * quantity), original = new { transactionId, lineNumber } } },
        tenders = new[] { new { type = "card", amount = Eur(1_999 * quantity) } },
    };

    private static object Eur(int amount) => new { amount, currency = "EUR" };
}
