namespace RetailSync.Sandbox.Tests.Systems;

public sealed class PaymentTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string Open = "/v1/authorisations/AU-0000000001";
    private const string Captured = "/v1/captures/CA-0000000003";

    [Fact]
    public async Task Authorise_SameKeyAgain_SameAnswerAppliedOnce()
    {
        using var payment = await sandbox.FreshAsync("payment");

        var first = await payment.PostAsync("/v1/authorisations", Authorisation(500), ("Idempotency-Key", "k-1"));
        var second = await payment.PostAsync("/v1/authorisations", Authorisation(500), ("Idempotency-Key", "k-1"));

        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.Equal(first.Body!.ToJsonString(), second.Body!.ToJsonString());
        Assert.Equal(["authorisePayment"], await payment.AppliedAsync());
    }

    [Fact]
    public async Task Authorise_SameKeyOtherBody_Is422()
    {
        using var payment = await sandbox.FreshAsync("payment");
        await payment.PostAsync("/v1/authorisations", Authorisation(500), ("Idempotency-Key", "k-1"));

        var answer = await payment.PostAsync("/v1/authorisations", Authorisation(600), ("Idempotency-Key", "k-1"));

        Assert.Equal((422, "idempotency-key-reused"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Authorise_ManyAtOnceWithOneKey_AppliesOne()
    {
        using var payment = await sandbox.FreshAsync("payment");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => payment.PostAsync("/v1/authorisations", Authorisation(500), ("Idempotency-Key", "k-2"))));

        Assert.Single(answers.Select(answer => answer.Text("authorisationId")).Distinct());
        Assert.Equal(["authorisePayment"], await payment.AppliedAsync());
    }

    [Fact]
    public async Task Authorise_RefusedWithAKey_MayBeTriedAgain()
    {
        using var payment = await sandbox.FreshAsync("payment");
        var declined = await payment.PostAsync("/v1/authorisations", Authorisation(500, "tok_declined"), ("Idempotency-Key", "k-3"));

        var again = await payment.PostAsync("/v1/authorisations", Authorisation(500), ("Idempotency-Key", "k-3"));

        Assert.Equal((402, "declined", 201), (declined.Status, declined.Problem, again.Status));
    }

    [Fact]
    public async Task Capture_InParts_NeverExceedsTheAuthorisation()
    {
        using var payment = await sandbox.FreshAsync("payment");

        var part = await payment.PostAsync(Open + "/captures", Amount(2_000));
        var tooMuch = await payment.PostAsync(Open + "/captures", Amount(951));
        var rest = await payment.PostAsync(Open + "/captures", Amount(950));

        Assert.Equal((201, 422, 201), (part.Status, tooMuch.Status, rest.Status));
        Assert.Equal("over-capture", tooMuch.Problem);
        Assert.Equal("captured", (await payment.GetAsync(Open)).Text("status"));
    }

    [Fact]
    public async Task Refund_InParts_NeverExceedsTheCapture()
    {
        using var payment = await sandbox.FreshAsync("payment");

        var part = await payment.PostAsync(Captured + "/refunds", Refund(12_000));
        var second = await payment.PostAsync(Captured + "/refunds", Refund(1));

        Assert.Equal((201, 422, "over-refund"), (part.Status, second.Status, second.Problem));
    }

    [Fact]
    public async Task Capture_OtherCurrency_Is422()
    {
        using var payment = await sandbox.FreshAsync("payment");

        var answer = await payment.PostAsync(Open + "/captures", new { amount = new { amount = 10, currency = "SEK" } });

        Assert.Equal((422, "over-capture"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Void_AfterACapture_Is409()
    {
        using var payment = await sandbox.FreshAsync("payment");
        await payment.PostAsync(Open + "/captures", Amount(1));

        var answer = await payment.PostAsync(Open + "/void");

        Assert.Equal((409, "not-voidable"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Capture_AfterVoid_Is409()
    {
        using var payment = await sandbox.FreshAsync("payment");
        await payment.PostAsync(Open + "/void");

        var answer = await payment.PostAsync(Open + "/captures", Amount(1));

        Assert.Equal((409, "authorisation-voided"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Capture_AfterSevenDays_Is409()
    {
        using var payment = await sandbox.FreshAsync("payment");
        sandbox.Clock.Advance(TimeSpan.FromDays(7));

        var answer = await payment.PostAsync(Open + "/captures", Amount(1));

        Assert.Equal((409, "authorisation-expired"), (answer.Status, answer.Problem));
    }

    private static object Amount(long amount) => new { amount = new { amount, currency = "EUR" } };

    private static object Refund(long amount) => new { amount = new { amount, currency = "EUR" }, reason = "test" };

    private static object Authorisation(long amount, string tenderToken = "tok_visa") =>
        new { orderNumber = "OM-00000001", amount = new { amount, currency = "EUR" }, tenderToken };
}
