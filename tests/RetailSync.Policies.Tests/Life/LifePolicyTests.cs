using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using RetailSync.Policies.Life;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Life;

public sealed class LifePolicyTests
{
    private static readonly DateTimeOffset Sunset = new(2024, 6, 30, 23, 59, 59, TimeSpan.Zero);
    private static readonly DateTimeOffset BrownoutStart = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(LifeStage.Proposed)]
    [InlineData(LifeStage.Design)]
    [InlineData(LifeStage.Active)]
    public async Task OnRequest_NotDeprecated_AddsNothing(LifeStage stage)
    {
        var exchange = ExchangeFor(Version() with { Stage = stage });

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.False(verdict.IsRefused);
        Assert.Equal(0, exchange.ResponseHeaders.Count);
    }

    [Fact]
    public async Task OnRequest_NoVersion_GoesOn()
    {
        var verdict = await Policy().OnRequestAsync(Some.Exchange());

        Assert.False(verdict.IsRefused);
    }

    [Fact]
    public async Task OnRequest_Deprecated_TellsWhenAndWhereTo()
    {
        var exchange = ExchangeFor(Version());

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.False(verdict.IsRefused);
        Assert.Equal("@1688169599", exchange.ResponseHeaders["Deprecation"]);
        Assert.Equal("Sun, 30 Jun 2024 23:59:59 GMT", exchange.ResponseHeaders["Sunset"]);
        Assert.Equal(
            ["<https://dev.example.com/migrate>; rel=\"deprecation\"; type=\"text/html\"", "</crm/v2>; rel=\"successor-version\""],
            exchange.ResponseHeaders["Link"].ToArray());
    }

    [Fact]
    public async Task OnRequest_DatesInAnotherZone_AreToldInGmt()
    {
        var exchange = ExchangeFor(Version() with { SunsetAt = new DateTimeOffset(2024, 7, 1, 1, 59, 59, TimeSpan.FromHours(2)) });

        await Policy().OnRequestAsync(exchange);

        Assert.Equal("Sun, 30 Jun 2024 23:59:59 GMT", exchange.ResponseHeaders["Sunset"]);
    }

    [Fact]
    public async Task OnRequest_OnlyStageKnown_InventsNothing()
    {
        var exchange = ExchangeFor(Some.Version(LifeStage.Deprecated));

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.False(verdict.IsRefused);
        Assert.Equal(0, exchange.ResponseHeaders.Count);
    }

    [Fact]
    public async Task OnRequest_Retired_Is410WithSuccessor()
    {
        var exchange = ExchangeFor(Version() with { Stage = LifeStage.Retired, ContractId = null });

        var refusal = (await Policy().OnRequestAsync(exchange)).Refusal!;

        Assert.Equal(ProblemTypes.VersionRetired, refusal.Type);
        Assert.Equal("Version 1 of crm/customers is not answered any more. Use /crm/v2.", refusal.Detail);
        Assert.Contains("</crm/v2>; rel=\"successor-version\"", exchange.ResponseHeaders["Link"].ToArray());
    }

    [Theory]
    [InlineData(-1, true, false)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    [InlineData(86_400, false, false)]
    public async Task OnRequest_AroundSunset_DependsOnTheSetting(int secondsAfter, bool retireAtSunset, bool refused)
    {
        _clock.SetUtcNow(Sunset.AddSeconds(secondsAfter));

        var verdict = await Policy(retireAtSunset).OnRequestAsync(ExchangeFor(Version()));

        Assert.Equal(refused ? ProblemTypes.VersionRetired : null, verdict.Refusal?.Type);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "3600")]
    [InlineData(3_599, "1")]
    [InlineData(3_600, null)]
    public async Task OnRequest_AroundBrownout_WaitsToItsEnd(int secondsAfter, string? retryAfter)
    {
        _clock.SetUtcNow(BrownoutStart.AddSeconds(secondsAfter));
        var exchange = ExchangeFor(Version() with { Brownouts = [new(BrownoutStart, BrownoutStart.AddHours(1))] });

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.Equal(retryAfter is null ? null : ProblemTypes.VersionBrownout, verdict.Refusal?.Type);
        Assert.Equal(retryAfter, verdict.Refusal?.Headers.Single(header => header.Key == "Retry-After").Value.ToString());
        Assert.Equal("@1688169599", exchange.ResponseHeaders["Deprecation"]);
    }

    [Fact]
    public async Task OnRequest_BrownoutPartOfASecondLeft_RoundsUp()
    {
        _clock.SetUtcNow(BrownoutStart.AddMilliseconds(500));
        var exchange = ExchangeFor(Version() with { Brownouts = [new(BrownoutStart, BrownoutStart.AddSeconds(2))] });

        var refusal = (await Policy().OnRequestAsync(exchange)).Refusal!;

        Assert.Equal("2", Assert.Single(refusal.Headers).Value.ToString());
        Assert.Equal("Version 1 of crm/customers is switched off until 2024-05-01T10:00:02Z. Use /crm/v2.", refusal.Detail);
    }

    [Fact]
    public async Task OnRequest_LandscapeChanged_FollowsTheExchange()
    {
        var policy = Policy();
        await policy.OnRequestAsync(ExchangeFor(Version()));
        var later = ExchangeFor(Version() with { Successor = 3, SunsetAt = null });

        await policy.OnRequestAsync(later);

        Assert.Contains("</crm/v3>; rel=\"successor-version\"", later.ResponseHeaders["Link"].ToArray());
        Assert.Equal(0, later.ResponseHeaders["Sunset"].Count);
    }

    [Fact]
    public void OnRequest_Active_AllocatesNothing()
    {
        var policy = Policy();
        var exchange = ExchangeFor(Some.Version());
        Built.Now(policy.OnRequestAsync(exchange));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Built.Now(policy.OnRequestAsync(exchange));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Options_Default_RetiresAtSunset() => Assert.True(new LifeOptions().RetireAtSunset);

    private static ApiVersion Version() => Some.Version(LifeStage.Deprecated) with
    {
        DeprecatedAt = DateTimeOffset.FromUnixTimeSeconds(1_688_169_599),
        SunsetAt = Sunset,
        Successor = 2,
        MigrationGuide = new Uri("https://dev.example.com/migrate"),
    };

    private static Exchange ExchangeFor(ApiVersion version) => Some.Exchange(new RouteFacts { RouteId = "crm", Version = version });

    private LifePolicy Policy(bool retireAtSunset = true) => new(new LifeOptions { RetireAtSunset = retireAtSunset }, _clock);
}
