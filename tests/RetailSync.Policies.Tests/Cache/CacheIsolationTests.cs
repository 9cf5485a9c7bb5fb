using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>Whose answer is never given to whom.</summary>
public sealed class CacheIsolationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OtherConsumer_NeverGetsTheAnswer(int http)
    {
        await using var gateway = await CacheGateway.StartAsync();
        var (shop, tills) = (gateway.Client(http, "web-shop", "crm.read"), gateway.Client(http, "store-pos", "crm.read"));
        await gateway.SendAsync(shop, HttpMethod.Get, "/customers/17");

        var others = await gateway.SendAsync(tills, HttpMethod.Get, "/customers/17");
        var own = await gateway.SendAsync(shop, HttpMethod.Get, "/customers/17");

        Assert.Equal(("2", "retailsync; fwd=miss", "1"), (others.Body, others.CacheStatus, own.Body));
    }

    [Fact]
    public async Task OtherScopes_NeverGetTheAnswer()
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.SendAsync(gateway.Client(1, "web-shop", "crm.read", "crm.write"), HttpMethod.Get, "/customers/17");

        var less = await gateway.SendAsync(gateway.Client(1, "web-shop", "crm.read"), HttpMethod.Get, "/customers/17");
        var same = await gateway.SendAsync(gateway.Client(1, "web-shop", "crm.write", "crm.read"), HttpMethod.Get, "/customers/17");

        Assert.Equal(("2", "1"), (less.Body, same.Body));
    }

    [Fact]
    public async Task Shared_EveryConsumerThatMay_GetsTheAnswer()
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.SendAsync(gateway.Client(), HttpMethod.Get, "/shops/1");

        var tills = await gateway.SendAsync(gateway.Client(1, "store-pos", "crm.read"), HttpMethod.Get, "/shops/1");
        var guest = await gateway.SendAsync(gateway.Client(1, "guest", "crm.read"), HttpMethod.Get, "/shops/1");
        var nobody = await gateway.SendAsync(gateway.Fixture.Anonymous(), HttpMethod.Get, "/shops/1");

        Assert.Equal(("1", 403, 401), (tills.Body, guest.Status, nobody.Status));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task RemovedConsumer_GetsNothing()
    {
        await using var gateway = await CacheGateway.StartAsync(fakeClock: false);
        var tills = gateway.Client(1, "store-pos", "crm.read");
        await gateway.SendAsync(tills, HttpMethod.Get, "/shops/1");
        await gateway.Fixture.ChangeFileAsync("catalog/landscape/landscape.yaml", string.Join('\n', GatewayTexts.Landscape.Split('\n').Where(line => !line.Contains("store-pos", StringComparison.Ordinal))));

        Assert.Equal(401, (await gateway.SendAsync(tills, HttpMethod.Get, "/shops/1")).Status);
    }

    [Fact]
    public async Task PublicRoute_OnlySharedAnswersAreKept()
    {
        await using var gateway = await CacheGateway.StartAsync(policies: """{ "cache": {}, "public": true }""");
        var nobody = gateway.Fixture.Anonymous();
        await gateway.SendAsync(nobody, HttpMethod.Get, "/shops/1");
        await gateway.SendAsync(nobody, HttpMethod.Get, "/customers/1");

        Assert.Equal("1", (await gateway.SendAsync(nobody, HttpMethod.Get, "/shops/1")).Body);
        Assert.Equal("3", (await gateway.SendAsync(nobody, HttpMethod.Get, "/customers/1")).Body);
    }

    [Theory]
    [InlineData("ForwardAuthorization")]
    [InlineData("ForwardCookies")]
    public async Task SystemSeesThePerson_NothingIsKept(string setting)
    {
        var yarp = GatewayTexts.Yarp.Replace("\"crm\": { \"Destinations\"", $"\"crm\": {{ \"Upstream\": {{ \"{setting}\": true }}, \"Destinations\"", StringComparison.Ordinal);
        Assert.NotEqual(GatewayTexts.Yarp, yarp);
        await using var gateway = await CacheGateway.StartAsync(yarp: yarp);
        await gateway.GetAsync("/shops/1");

        Assert.Equal("2", (await gateway.GetAsync("/shops/1")).Body);
        Assert.Equal(0, gateway.Store.Count);
    }

    [Fact]
    public async Task SetCookie_IsNeverGivenAgain()
    {
        // Cookies are taken off before the answer is looked at, so the answer may be kept, but never with them.
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("Set-Cookie", "session=secret")));
        await gateway.GetAsync("/shops/1");

        var second = await gateway.GetAsync("/shops/1");

        Assert.Equal((false, "1"), (second.Headers.Contains("Set-Cookie"), second.Body));
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X_Forwarded_Host", "evil.example")]
    [InlineData("X-Original-URL", "/admin")]
    [InlineData("Forwarded", "host=evil.example")]
    [InlineData("X-Consumer-Id", "somebody")]
    public async Task UnkeyedHeader_NeverReachesTheSystem(string name, string value)
    {
        await using var gateway = await CacheGateway.StartAsync(context => context.Response.WriteAsync(context.Request.Headers[name].ToString()));

        await gateway.GetAsync("/shops/1", (name, value));

        Assert.DoesNotContain(value, (await gateway.SendAsync(gateway.Client(1, "store-pos", "crm.read"), HttpMethod.Get, "/shops/1")).Body, StringComparison.Ordinal);
        Assert.Equal(1, gateway.Store.Count);
    }

    [Fact]
    public async Task Host_OfTheRequest_NeverReachesTheSystem()
    {
        await using var gateway = await CacheGateway.StartAsync(context => context.Response.WriteAsync(context.Request.Host.Value!));

        var poisoned = await gateway.GetAsync("/shops/1", ("Host", "evil.example"));

        Assert.Equal(gateway.Upstream.Address.Authority, poisoned.Body);
        Assert.Equal(1, gateway.Store.Count);
    }

    [Theory]
    [InlineData("Accept-Language", "de")]
    [InlineData("Accept", "application/xml")]
    [InlineData("Accept-Encoding", "br")]
    [InlineData("Origin", "https://evil.example")]
    public async Task NegotiatedHeader_WithoutVary_IsPartOfTheKeyAllTheSame(string name, string value)
    {
        await using var gateway = await CacheGateway.StartAsync(context => context.Response.WriteAsync(context.Request.Headers[name].ToString()));
        await gateway.GetAsync("/shops/1", (name, value));

        Assert.Equal("", (await gateway.GetAsync("/shops/1")).Body);
        Assert.Equal(value, (await gateway.GetAsync("/shops/1", (name, value))).Body);
        Assert.Equal(2, gateway.Calls);
    }

    [Fact]
    public async Task Vary_NamedHeader_IsPartOfTheKey()
    {
        await using var gateway = await CacheGateway.StartAsync(context =>
        {
            context.Response.Headers.Vary = "X-Currency";
            return context.Response.WriteAsync(context.Request.Headers["X-Currency"].ToString());
        });
        await gateway.GetAsync("/shops/1", ("X-Currency", "EUR"));

        var other = await gateway.GetAsync("/shops/1", ("X-Currency", "CHF"));
        var same = await gateway.GetAsync("/shops/1", ("X-Currency", "EUR"));

        Assert.Equal(("CHF", "EUR", "X-Currency"), (other.Body, same.Body, same.Headers.Vary.Single()));
        Assert.Equal(2, gateway.Calls);
    }

    [Fact]
    public async Task Vary_ManyValues_AreBounded()
    {
        await using var gateway = await CacheGateway.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await gateway.GetAsync("/shops/1", ("Accept-Language", $"x-{i}"));
        }

        Assert.Equal(8, gateway.Store.Count);
    }

    [Fact]
    public async Task Get_WithABody_GoesBy()
    {
        await using var gateway = await CacheGateway.StartAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        using var fat = new HttpRequestMessage(HttpMethod.Get, new Uri("/crm/v1/shops/1", UriKind.Relative)) { Content = new StringContent("poison") };
        var ended = gateway.Ended;

        using var poisoned = await gateway.Client().SendAsync(fat, TestContext.Current.CancellationToken);

        await gateway.EndAsync(ended + 1);
        Assert.Equal("poison", await poisoned.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", (await gateway.GetAsync("/shops/1")).Body);
    }

    [Fact]
    public async Task ContractChanged_OldAnswer_IsNeverGiven()
    {
        await using var gateway = await CacheGateway.StartAsync(fakeClock: false);
        await gateway.GetAsync("/shops/1");
        await gateway.Fixture.ChangeFileAsync("contracts/crm/customers.v1.openapi.yaml", CacheGateway.Contract.Replace("version: 1.0.0", "version: 1.0.1", StringComparison.Ordinal));

        Assert.Equal("2", (await gateway.GetAsync("/shops/1")).Body);
    }

    [Fact]
    public async Task OtherFileChanged_KeptAnswer_OutlivesTheReload()
    {
        await using var gateway = await CacheGateway.StartAsync(fakeClock: false);
        await gateway.GetAsync("/shops/1");
        await gateway.Fixture.ChangeFileAsync("catalog/landscape/landscape.yaml", GatewayTexts.Landscape + "\n  - {id: newcomer, name: Newcomer, owner: customer-team}\n");

        Assert.Equal("1", (await gateway.GetAsync("/shops/1")).Body);
    }
}
