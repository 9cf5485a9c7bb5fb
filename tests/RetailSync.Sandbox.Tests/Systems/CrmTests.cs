namespace RetailSync.Sandbox.Tests.Systems;

public sealed class CrmTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Customer_ReadInBothVersions_IsTheSameState()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var split = await crm.GetAsync("/v2/customers/C-100234");
        var flat = await crm.GetAsync("/v1/customers/C-100234");

        Assert.Equal("Anna", (string)split.Body!["name"]!["given"]!);
        Assert.Equal("Anna Keller", flat.Text("fullName"));
        Assert.Equal((string)split.Body["address"]!["line1"]!, flat.Text("street"));
        Assert.Equal("\"1\"", flat.ETag);
    }

    [Fact]
    public async Task Replace_WithCurrentTag_RaisesTheTag()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.SendAsync("PUT", "/v1/customers/C-100234", new { fullName = "Anna Maria Keller", email = "anna.keller@example.com" }, ("If-Match", "\"1\""));

        Assert.Equal((200, "\"2\""), (answer.Status, answer.ETag));
        Assert.Equal("Anna Maria", (string)(await crm.GetAsync("/v2/customers/C-100234")).Body!["name"]!["given"]!);
    }

    [Theory]
    [InlineData("\"7\"", 412, "version-differs")]
    [InlineData("", 428, "if-match-required")]
    public async Task Replace_WithoutCurrentTag_ChangesNothing(string ifMatch, int status, string problem)
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.SendAsync("PUT", "/v2/customers/C-100234/contact-details", new { email = "new@example.com" }, ("If-Match", ifMatch));

        Assert.Equal((status, problem), (answer.Status, answer.Problem));
        Assert.Empty(await crm.AppliedAsync());
    }

    [Fact]
    public async Task Create_EmailInUse_Is409InWhateverCase()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.PostAsync("/v2/customers", new { name = new { given = "A", family = "K" }, contact = new { email = "ANNA.Keller@example.com" } });

        Assert.Equal((409, "duplicate-email"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Create_HomeStoreWithWrongCheckDigit_Is422()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.PostAsync("/v2/customers", new { name = new { given = "A", family = "K" }, contact = new { email = "a@example.com" }, homeStore = "9521234000014" });

        Assert.Equal((422, "gln-invalid"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("2025-03-01T07:59:59Z", false, true)]
    [InlineData("2025-03-01T08:00:00Z", false, false)]
    [InlineData("2025-03-01T08:00:01Z", false, false)]
    public async Task Consent_LateOrTied_NewestWinsAndWithdrawalWinsTies(string occurredAt, bool granted, bool inForce)
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.PostAsync("/v2/customers/C-100234/consents", Consent(occurredAt, granted));

        Assert.Equal((200, inForce), (answer.Status, answer.Body!["granted"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Consent_GrantTiedWithWithdrawal_StaysWithdrawn()
    {
        using var crm = await sandbox.FreshAsync("crm");
        await crm.PostAsync("/v2/customers/C-100234/consents", Consent("2025-03-01T09:00:00Z", granted: false));

        var answer = await crm.PostAsync("/v2/customers/C-100234/consents", Consent("2025-03-01T09:00:00Z", granted: true));

        Assert.False(answer.Body!["granted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Consent_FromTheFuture_Is422()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.PostAsync("/v2/customers/C-100234/consents", Consent("2026-11-03T09:05:01Z", granted: false));

        Assert.Equal((422, "consent-in-the-future"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Erase_Customer_TakesTheConsentsAlong()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var erased = await crm.SendAsync("DELETE", "/v2/customers/C-100234", null, ("If-Match", "\"1\""));

        Assert.Equal(204, erased.Status);
        Assert.Equal(404, (await crm.GetAsync("/v2/customers/C-100234/consents")).Status);
    }

    [Fact]
    public async Task List_InPages_MeetsEveryCustomerOnce()
    {
        using var crm = await sandbox.FreshAsync("crm");

        var first = await crm.GetAsync("/v2/customers?limit=2");
        var second = await crm.GetAsync($"/v2/customers?limit=2&cursor={first.Text("nextCursor")}");

        var ids = first.Body!["items"]!.AsArray().Concat(second.Body!["items"]!.AsArray()).Select(customer => (string)customer!["customerId"]!);
        Assert.Equal(["C-100234", "C-100377", "C-100512"], ids);
        Assert.Null(second.Body["nextCursor"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=%2A")]
    [InlineData("limit=many")]
    public async Task List_LimitOrCursorWrong_Is400(string query)
    {
        using var crm = await sandbox.FreshAsync("crm");

        var answer = await crm.GetAsync("/v2/customers?" + query);

        Assert.Equal((400, "invalid-request"), (answer.Status, answer.Problem));
    }

    private static object Consent(string occurredAt, bool granted) =>
        new { purpose = "marketing", channel = "email", granted, legalBasis = "consent", occurredAt, textVersion = "2026-01" };
}
