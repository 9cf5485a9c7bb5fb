using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using Xunit;

namespace RetailSync.Testing;

/// <summary>
/// What idempotency keys must do over sockets, whatever journal is behind them. A journal gets all of it from one method: <see cref="AddJournal"/>. The numbers are those of the list
/// of cases in the journal policy's README.
/// </summary>
public abstract partial class IdempotencyCases
{
    private const int Many = 100;

    /// <summary>Registers the journal that is tested.</summary>
    protected abstract void AddJournal(IServiceCollection services);

    /// <summary>Further settings of the gateway, as <c>--Key:Sub=value</c>.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    /// <summary>Starts a gateway over the journal.</summary>
    protected Task<JournalGateway> StartAsync(FakeUpstream? upstream = null, string idempotency = "{}", IReadOnlyList<string>? arguments = null, string journal = "{}", Action<IServiceCollection>? configureServices = null) =>
        JournalGateway.StartAsync(AddJournal, upstream, $$"""{ "idempotency": {{idempotency}}, "lane": {}, "journal": {{journal}} }""", [.. Arguments, .. arguments ?? []], configureServices: configureServices);

    [Fact]
    public async Task Case01_FirstCall_IsMadeOnce()
    {
        await using var gateway = await StartAsync();

        var first = await gateway.OrderAsync("k1");

        Assert.Equal((201, """{"order":1}""", false), (first.Status, first.Text, first.IsReplayed));
        Assert.Equal(1, gateway.Calls);
        var claim = Assert.Single(gateway.Journal.Claims);
        Assert.Equal(claim.Id.ToString("D"), first["Operation-Id"]);
        Assert.Equal(OperationState.Done, Assert.Single(gateway.Journal.Settlements).Settlement.State);
    }

    [Fact]
    public async Task Case02And03_Repeated_GivesTheSameAnswerAndSaysSo()
    {
        await using var gateway = await StartAsync();

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((201, """{"order":1}""", "\"1\"", "/orders/1", "application/json"), (again.Status, again.Text, again["ETag"], again["Location"], again["Content-Type"]));
        Assert.Equal((false, true), (first.IsReplayed, again.IsReplayed));
        Assert.Equal(1, gateway.Calls);
    }

    [Trait("Attack", "F36")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case04_ManyAtOnce_ReachTheSystemOnce(bool waits)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = FakeUpstream.Handles(async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = 201;
        });
        await using var gateway = await StartAsync(upstream);
        (string, string)[] headers = waits ? [("Prefer", "wait=10")] : [];

        var calls = Enumerable.Range(0, Many).Select(_ => gateway.OrderAsync("k1", headers: headers)).ToList();
        await upstream.WaitForRequestsAsync(1);
        if (!waits)
        {
            // All others are told at once, while the first one is still under way.
            await Deadline.UntilAsync(() => Task.FromResult(calls.Count(call => call.IsCompleted) == Many - 1 ? "" : null), "99 refusals");
        }

        release.SetResult();
        var answers = await Task.WhenAll(calls);

        Assert.Equal(1, gateway.Calls);
        Assert.Equal(1, answers.Count(answer => answer is { Status: 201, IsReplayed: false }));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal(("idempotency-in-flight", "1"), (answer.Problem, answer["Retry-After"])));
        Assert.Equal(waits ? Many - 1 : 0, answers.Count(answer => answer.IsReplayed));
    }

    [Fact]
    public async Task Case05And19_OtherBody_IsRefusedAndTellsNothing()
    {
        await using var gateway = await StartAsync();

        await gateway.OrderAsync("k1", """{"sku":"secret-sku"}""");
        var other = await gateway.OrderAsync("k1", """{"sku":"B"}""");

        Assert.Equal((422, "idempotency-mismatch"), (other.Status, other.Problem));
        Assert.Equal(1, gateway.Calls);
        Assert.DoesNotContain("order\":1", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-sku", other.Text, StringComparison.Ordinal);
        Assert.Null(other["ETag"]);
        Assert.Null(other["Location"]);
        Assert.Null(other["Operation-Id"]);
    }

    [Trait("Attack", "F35")]
    [Fact]
    public async Task Case06And20_OtherClientMethodOrRoute_IsIndependent()
    {
        await using var gateway = await StartAsync();

        var answers = new[]
        {
            await gateway.OrderAsync("k1"),
            await gateway.SendAsync(JournalGateway.Request("k1"), "store-pos"),
            await gateway.SendAsync(JournalGateway.Request("k1", path: "/refunds")),
            await gateway.SendAsync(JournalGateway.Request("k1", path: "/orders/7", method: "PUT")),
            await gateway.SendAsync(JournalGateway.Request("k1", "", "/orders/7", "DELETE")),
        };

        Assert.Equal(["""{"order":1}""", """{"order":2}""", """{"order":3}""", """{"order":4}""", """{"order":5}"""], answers.Select(answer => answer.Text));
        Assert.DoesNotContain(answers, answer => answer.IsReplayed);
    }

    [Fact]
    public async Task Case06_OtherPathOfTheSameRoute_IsAnotherRequest()
    {
        await using var gateway = await StartAsync();

        await gateway.SendAsync(JournalGateway.Request("k1", path: "/orders/7", method: "PUT"));
        var other = await gateway.SendAsync(JournalGateway.Request("k1", path: "/orders/8", method: "PUT"));

        Assert.Equal((422, "idempotency-mismatch"), (other.Status, other.Problem));
        Assert.Equal(1, gateway.Calls);
    }

    [Theory]
    [InlineData("bytes", """{ "qty" : 1.0, "sku":"A" }""", false)]
    [InlineData("json", """{ "qty" : 1.0, "sku":"A" }""", true)]
    [InlineData("json", """{ "qty" : 1, "sku":"A" }""", false)]
    [InlineData("json", """{"sku":"\u0041","qty":1.0}""", true)]
    [InlineData("json", """{"sku":"a","qty":1.0}""", false)]
    public async Task Case07_JsonWrittenOtherwise_IsTheSameWhereThatIsSaid(string fingerprint, string body, bool isSame)
    {
        await using var gateway = await StartAsync(idempotency: $$"""{ "Fingerprint": "{{fingerprint}}" }""");

        await gateway.OrderAsync("k1", """{"sku":"A","qty":1.0}""");
        var again = await gateway.OrderAsync("k1", body);

        Assert.Equal(isSame ? (201, true) : (422, false), (again.Status, again.IsReplayed));
        Assert.Equal(1, gateway.Calls);
    }

    [Fact]
    public async Task Case08_MissingWhereRequired_IsRefusedWithALink()
    {
        await using var gateway = await StartAsync(idempotency: """{ "Mode": "off", "Modes": { "placeOrder": "require" } }""");

        var refused = await gateway.OrderAsync(null);
        var other = await gateway.SendAsync(JournalGateway.Request(null, path: "/orders/7", method: "PUT"));

        Assert.Equal((400, "idempotency-key-missing"), (refused.Status, refused.Problem));
        Assert.Equal("</problems/idempotency-key-missing>; rel=\"help\"", refused["Link"]);
        Assert.Equal(201, other.Status);
        Assert.Equal(1, gateway.Calls);
    }

    [Trait("Attack", "F37")]
    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"open")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("\"a\\b\"")]
    [InlineData("256")]
    [InlineData("10240")]
    public async Task Case09_Malformed_IsRefused(string key)
    {
        await using var gateway = await StartAsync();

        var refused = await gateway.OrderAsync(int.TryParse(key, out var length) ? new string('k', length) : key);

        Assert.Equal((400, "idempotency-key-malformed"), (refused.Status, refused.Problem));
        Assert.Equal(0, gateway.Calls);
    }

    [Trait("Attack", "F37")]
    [Fact]
    public async Task Case09_StandingThereTwice_IsRefused()
    {
        await using var gateway = await StartAsync();

        var refused = await RawClient.SendAsync(
            gateway.Fixture.Http,
            $"POST /crm/v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Fixture.Token("web-shop", "crm.write")}\r\nIdempotency-Key: a\r\nIdempotency-Key: a\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(400, refused?.Status);
        Assert.Contains("idempotency-key-malformed", refused!.Text, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Calls);
    }

    [Fact]
    public async Task Case10_QuotedAndBare_AreTheSameKey()
    {
        await using var gateway = await StartAsync();

        await gateway.OrderAsync("8e03978e-40d5");
        var again = await gateway.OrderAsync("\"8e03978e-40d5\"");

        Assert.True(again.IsReplayed);
        Assert.Equal(1, gateway.Calls);
    }

    [Theory]
    [Trait("Attack", "F37")]
    [InlineData("\"');drop/**/table/**/operation;--\"")]
    [InlineData("\"*3$3SET%s{0}${jndi:x}\"")]
    public async Task Case10_SyntaxOfOthers_IsOnlyText(string key)
    {
        await using var gateway = await StartAsync();

        var first = await gateway.OrderAsync(key);
        var again = await gateway.OrderAsync(key);
        var other = await gateway.OrderAsync("\"'\"");

        Assert.Equal((false, true, false), (first.IsReplayed, again.IsReplayed, other.IsReplayed));
        Assert.Equal(2, gateway.Calls);
    }

    [Fact]
    public async Task Case11_KeyOnARead_IsIgnored()
    {
        await using var gateway = await StartAsync(idempotency: """{ "Mode": "require" }""");

        var first = await gateway.SendAsync(JournalGateway.Request("k1", "", method: "GET"));
        var second = await gateway.SendAsync(JournalGateway.Request("k1", "", method: "GET"));
        var malformed = await gateway.SendAsync(JournalGateway.Request("a b", "", method: "GET"));

        Assert.Equal((false, false, 201), (first.IsReplayed, second.IsReplayed, malformed.Status));
        Assert.Equal(3, gateway.Calls);
        Assert.Empty(gateway.Journal.Claims);
    }
}
