using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using RetailSync.Policies.RateLimit;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.RateLimit;

public sealed class RateLimitPolicyTests : IDisposable
{
    private static readonly (string, string)[] TwoWindows =
    [
        ("Windows:0:Name", "burst"), ("Windows:0:Limit", "2"), ("Windows:0:Seconds", "60"),
        ("Windows:1:Name", "daily"), ("Windows:1:Limit", "1000"), ("Windows:1:Seconds", "86400"),
    ];

    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _services;

    public RateLimitPolicyTests() => _services = Built.Services(_clock).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task OnRequest_Admitted_TellsPolicyAndWhatIsLeft()
    {
        var exchange = Caller("web-shop");

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.False(verdict.IsRefused);
        Assert.Equal("\"burst\";q=2;w=60,\"daily\";q=1000;w=86400", exchange.ResponseHeaders["RateLimit-Policy"]);
        Assert.Equal("\"burst\";r=1;t=60", exchange.ResponseHeaders["RateLimit"]);
        Assert.Equal(2, exchange.ResponseHeaders.Count);
    }

    [Fact]
    public async Task OnRequest_UsedUp_Is429WithTheStandardsFields()
    {
        var policy = Policy();
        await policy.OnRequestAsync(Caller("web-shop"));
        await policy.OnRequestAsync(Caller("web-shop"));
        var third = Caller("web-shop");

        var refusal = (await policy.OnRequestAsync(third)).Refusal!;

        Assert.Equal(ProblemTypes.QuotaExceeded, refusal.Type);
        Assert.Equal("violated-policies", Assert.Single(refusal.Extensions).Key);
        Assert.Equal(["burst"], Assert.IsType<string[]>(refusal.Extensions[0].Value));
        Assert.Equal("\"burst\";r=0;t=60", third.ResponseHeaders["RateLimit"]);
        Assert.InRange(RetryAfter(refusal), 60, 66);
    }

    [Fact]
    public async Task OnRequest_RefusedTogether_AreToldDifferentTimes()
    {
        var policy = Policy(("Windows:0:Seconds", "3600"));
        await policy.OnRequestAsync(Caller("web-shop"));
        await policy.OnRequestAsync(Caller("web-shop"));

        var waits = new HashSet<int>();
        for (var i = 0; i < 100; i++)
        {
            waits.Add(RetryAfter((await policy.OnRequestAsync(Caller("web-shop"))).Refusal!));
        }

        Assert.All(waits, wait => Assert.InRange(wait, 3_600, 3_960));
        Assert.True(waits.Count > 10, $"Only {waits.Count} different times.");
    }

    [Fact]
    public async Task OnRequest_LegacyHeaders_AreSentBesides()
    {
        var exchange = Caller("web-shop");

        await Policy(("LegacyHeaders", "true")).OnRequestAsync(exchange);

        Assert.Equal("2", exchange.ResponseHeaders["X-RateLimit-Limit"]);
        Assert.Equal("1", exchange.ResponseHeaders["X-RateLimit-Remaining"]);
        Assert.Equal("60", exchange.ResponseHeaders["X-RateLimit-Reset"]);
    }

    [Fact]
    public async Task OnRequest_Shadow_CountsAndLetsThrough()
    {
        using var measured = new Measured(_services.GetRequiredService<IMeterFactory>());
        var policy = Policy(("Shadow", "true"));
        await policy.OnRequestAsync(Caller("web-shop"));
        await policy.OnRequestAsync(Caller("web-shop"));
        var third = Caller("web-shop");

        var verdict = await policy.OnRequestAsync(third);

        Assert.False(verdict.IsRefused);
        Assert.Equal(0, third.ResponseHeaders.Count);
        Assert.Equal(2, measured["retailsync.rate_limit.decisions{result=admitted}"]);
        Assert.Equal(1, measured["retailsync.rate_limit.decisions{result=shadow}"]);
        Assert.Equal(0, measured["retailsync.rate_limit.decisions{result=denied}"]);
    }

    [Fact]
    public async Task OnRequest_Decisions_AreCounted()
    {
        using var measured = new Measured(_services.GetRequiredService<IMeterFactory>());
        var policy = Policy(("Windows:0:Limit", "1"));

        await policy.OnRequestAsync(Caller("web-shop"));
        await policy.OnRequestAsync(Caller("web-shop"));
        await policy.OnRequestAsync(Caller("web-shop"));

        Assert.Equal(1, measured["retailsync.rate_limit.decisions{result=admitted}"]);
        Assert.Equal(2, measured["retailsync.rate_limit.decisions{result=denied}"]);
        Assert.Equal(0, measured["retailsync.rate_limit.decisions{result=shadow}"]);
    }

    [Theory]
    [InlineData("LegacyHeaders", "true")]
    [InlineData("CountDenied", "true")]
    [InlineData("Cost", "2")]
    public async Task OnRequest_RebuiltWithAnotherSetting_KeepsItsCounters(string key, string value)
    {
        await Policy().OnRequestAsync(Caller("web-shop"));
        await Policy().OnRequestAsync(Caller("web-shop"));

        var verdict = await Policy((key, value)).OnRequestAsync(Caller("web-shop"));

        Assert.True(verdict.IsRefused);
    }

    [Fact]
    public async Task OnRequest_Cost_IsTakenWhole()
    {
        var exchange = Caller("web-shop");

        await Policy(("Cost", "2")).OnRequestAsync(exchange);

        Assert.Equal("\"burst\";r=0;t=60", exchange.ResponseHeaders["RateLimit"]);
    }

    [Fact]
    public async Task OnRequest_CostOfAnOperation_IsTakenInsteadOfTheRoutes()
    {
        var options = new RateLimitOptions
        {
            Windows = [new RateWindow { Name = "burst", Limit = 10, Seconds = 60 }], Cost = 2, Costs = new Dictionary<string, int> { ["listCustomers"] = 5 },
        };
        var policy = new RateLimitPolicy(options, new RouteFacts { RouteId = "crm" }, new LocalRateStore(_clock), _services.GetRequiredService<RateLimitMetrics>());
        var (list, get) = (Caller("web-shop", "listCustomers"), Caller("web-shop", "getCustomer"));

        await policy.OnRequestAsync(list);
        await policy.OnRequestAsync(get);
        var refused = await policy.OnRequestAsync(Caller("web-shop", "listCustomers"));

        Assert.Equal("\"burst\";r=5;t=60", list.ResponseHeaders["RateLimit"]);
        Assert.Equal("\"burst\";r=3;t=60", get.ResponseHeaders["RateLimit"]);
        Assert.True(refused.IsRefused);
    }

    [Theory]
    [InlineData("consumer", "web-shop", "listCustomers", "10.0.0.1", "store-pos", "listCustomers", "10.0.0.1", false)]
    [InlineData("consumer", "web-shop", "listCustomers", "10.0.0.1", "web-shop", "getCustomer", "10.0.0.2", true)]
    [InlineData("operation", "web-shop", "listCustomers", "10.0.0.1", "web-shop", "getCustomer", "10.0.0.1", false)]
    [InlineData("operation", "web-shop", "listCustomers", "10.0.0.1", "store-pos", "listCustomers", "10.0.0.2", true)]
    [InlineData("api", "web-shop", "listCustomers", "10.0.0.1", "store-pos", "getCustomer", "10.0.0.2", true)]
    [InlineData("address", "web-shop", "listCustomers", "10.0.0.1", "web-shop", "listCustomers", "10.0.0.2", false)]
    [InlineData("address", "web-shop", "listCustomers", "10.0.0.1", "store-pos", "getCustomer", "::ffff:10.0.0.1", true)]
    [InlineData("address", "web-shop", "listCustomers", "2001:db8:1:2::1", "web-shop", "listCustomers", "2001:db8:1:2:ffff::9", true)]
    [InlineData("address", "web-shop", "listCustomers", "2001:db8:1:2::1", "web-shop", "listCustomers", "2001:db8:1:3::1", false)]
    public async Task OnRequest_KeyPart_DecidesWhoShares(
        string part, string consumer, string operation, string address, string consumer2, string operation2, string address2, bool shared)
    {
        var policy = Policy(("Windows:0:Limit", "1"), ("Key:0", part));
        await policy.OnRequestAsync(Caller(consumer, operation, address));

        var second = await policy.OnRequestAsync(Caller(consumer2, operation2, address2));

        Assert.Equal(shared, second.IsRefused);
    }

    [Theory]
    [InlineData("api", true)]
    [InlineData("consumer", false)]
    public async Task OnRequest_TwoRoutesOfOneApi_ShareOnlyByApi(string part, bool shared)
    {
        await Policy(("Windows:0:Limit", "1"), ("Key:0", part)).OnRequestAsync(Caller("web-shop"));
        (string, string)[] settings = [.. TwoWindows, ("Windows:0:Limit", "1"), ("Key:0", part)];
        var route = new RouteFacts { RouteId = "another", Version = Some.Version(number: 2) };
        var other = Built.Policy(_services, "rate-limit", route, Merge(settings));

        var verdict = await other.OnRequestAsync(Caller("web-shop"));

        Assert.Equal(shared, verdict.IsRefused);
    }

    [Fact]
    public async Task OnRequest_PublicRoute_CountsByAddress()
    {
        var policy = Policy(("Windows:0:Limit", "1"));
        await policy.OnRequestAsync(Caller(null, address: "10.0.0.1"));

        var same = await policy.OnRequestAsync(Caller(null, address: "10.0.0.1"));
        var other = await policy.OnRequestAsync(Caller(null, address: "10.0.0.2"));

        Assert.True(same.IsRefused);
        Assert.False(other.IsRefused);
    }

    [Fact]
    public async Task OnRequest_StoreAnswersLater_IsAwaited()
    {
        var store = new SlowStore();
        var options = new RateLimitOptions { Windows = [new RateWindow { Name = "burst", Limit = 1, Seconds = 60 }] };
        var policy = new RateLimitPolicy(options, new RouteFacts { RouteId = "crm" }, store, _services.GetRequiredService<RateLimitMetrics>());

        var pending = policy.OnRequestAsync(Caller("web-shop"));
        var early = pending.IsCompleted;
        store.Answer.SetResult(new RateDecision(false, 0, 0, 60, 1, 60));
        var verdict = await pending;

        Assert.False(early);
        Assert.True(verdict.IsRefused);
    }

    private static Exchange Caller(string? consumer, string operation = "listCustomers", string address = "10.0.0.1")
    {
        var exchange = Some.Exchange(operation: Some.Operation(operation), caller: consumer is null ? null : Some.Caller(consumer));
        exchange.Context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return exchange;
    }

    private static int RetryAfter(Problem refusal) =>
        int.Parse(refusal.Headers.Single(header => header.Key == "Retry-After").Value.ToString(), CultureInfo.InvariantCulture);

    private static (string, string)[] Merge((string Key, string Value)[] settings) =>
        [.. settings.GroupBy(setting => setting.Key).Select(group => group.Last())];

    private IRequestPolicy Policy(params (string Key, string Value)[] settings) => Built.Policy(
        _services, "rate-limit", new RouteFacts { RouteId = "crm", Version = Some.Version() }, Merge([.. TwoWindows, .. settings]));

    private sealed class SlowStore : IRateStore
    {
        public TaskCompletionSource<RateDecision> Answer { get; } = new();

        public ValueTask<RateDecision> TakeAsync(RateKey key, RateWindows windows, int cost, bool countDenied, CancellationToken cancel) => new(Answer.Task);
    }
}
