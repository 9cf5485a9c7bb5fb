using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Policies.Identify;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

[Trait("Attack", "D21")]
[Trait("Attack", "G41")]
public sealed class IssuerKeysTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync(_clock);

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task Send_FloodOfUnknownKeys_FetchesOnceInFiveMinutes()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock);
        var atStart = _issuer.KeyFetches;

        var flood = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.SendAsync(_issuer.Token(keyId: $"unknown-{i}"))));
        _clock.Advance(TimeSpan.FromSeconds(299));
        await host.SendAsync(_issuer.Token(keyId: "unknown-again"));
        var within = _issuer.KeyFetches;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await host.SendAsync(_issuer.Token(keyId: "unknown-later"));

        Assert.All(flood, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(1, atStart);
        Assert.Equal(2, within);
        Assert.Equal(3, _issuer.KeyFetches);
    }

    [Fact]
    public async Task Send_KeysRotated_AreFetchedWithoutARefusal()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock);

        _issuer.RotateKeys();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.SendAsync(_issuer.Token(claims => claims["jti"] = $"token-{i}"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(2, _issuer.KeyFetches);
    }

    [Fact]
    public async Task Send_KeyWithdrawn_RefusesAfterTheNextRefresh()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock);
        var signedBefore = _issuer.Token();
        _issuer.RotateKeys();

        await host.Keys.RefreshAsync(KeyFetch.Scheduled);
        var answer = await host.SendAsync(signedBefore);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Send_ProviderDownLater_KeepsTheKeys()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock);

        _issuer.IsDown = true;
        var refreshed = await host.Keys.RefreshAsync(KeyFetch.Scheduled);
        _clock.Advance(TimeSpan.FromDays(2));
        var answer = await host.SendAsync(_issuer.Token());

        Assert.False(refreshed);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(host.Readiness.IsReady);
    }

    [Fact]
    public async Task Start_ProviderDown_IsNeitherReadyNorOpen()
    {
        _issuer.IsDown = true;
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock, load: false);

        var token = await host.SendAsync(_issuer.Token());
        var unsigned = await host.SendAsync(_issuer.Token(algorithm: "none"));
        var nothing = await host.SendAsync(null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, token.StatusCode);
        Assert.Equal("5", token.Headers.RetryAfter!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, nothing.StatusCode);
        Assert.False(host.Readiness.IsReady);
        Assert.Equal("Keys were never loaded from: fake.", host.Readiness.Reason);
    }

    [Fact]
    public async Task Start_ProviderComesUp_BecomesReadyByItself()
    {
        _issuer.IsDown = true;
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock, loader: true);
        await AdvanceUntilAsync(() => _issuer.DiscoveryFetches > 2, TimeSpan.FromSeconds(1));
        Assert.False(host.Readiness.IsReady);

        _issuer.IsDown = false;
        await AdvanceUntilAsync(() => host.Readiness.IsReady, TimeSpan.FromSeconds(1));
        var answer = await host.SendAsync(_issuer.Token());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(host.Readiness.Reason);
    }

    [Fact]
    public async Task Run_HourPasses_FetchesAgain()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock, loader: true);
        await AdvanceUntilAsync(() => host.Readiness.IsReady, TimeSpan.Zero);

        _clock.Advance(TimeSpan.FromMinutes(59));
        var before = _issuer.KeyFetches;
        await AdvanceUntilAsync(() => _issuer.KeyFetches > before, TimeSpan.FromMinutes(1));

        Assert.Equal(1, before);
        Assert.Equal(2, _issuer.KeyFetches);
    }

    [Fact]
    public async Task Refresh_OtherIssuerThanConfigured_IsNotBelieved()
    {
        _issuer.IssuerOverride = "http://127.0.0.1/somebody-else";
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock, load: false);

        var loaded = await host.Keys.RefreshAsync(KeyFetch.Start);

        Assert.False(loaded);
        Assert.False(host.Readiness.IsReady);
    }

    [Fact]
    public async Task Refresh_IssuerConfigured_IsBelievedToTheLetter()
    {
        _issuer.IssuerOverride = "https://login.example.com/realm";
        await using var exact = await IdentifyHost.StartAsync(_issuer, _clock, identity: ("Providers:0:Issuer", "https://login.example.com/realm"));
        await using var slash = await IdentifyHost.StartAsync(_issuer, _clock, load: false, identity: ("Providers:0:Issuer", "https://login.example.com/realm/"));

        var answer = await exact.SendAsync(_issuer.Token());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(await slash.Keys.RefreshAsync(KeyFetch.Start));
    }

    [Fact]
    public async Task Refresh_EachCauseAndOutcome_IsCounted()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer, _clock);
        using var measured = new Measured(host.Services.GetRequiredService<IMeterFactory>());

        await host.Keys.RefreshAsync(KeyFetch.Start);
        await host.Keys.RefreshAsync(KeyFetch.Scheduled);
        _issuer.IsDown = true;
        await host.Keys.HasKeyAsync("unknown", TestContext.Current.CancellationToken);

        Assert.Equal(1, measured["retailsync.identity.key_fetches{provider=fake,cause=start,outcome=succeeded}"]);
        Assert.Equal(1, measured["retailsync.identity.key_fetches{provider=fake,cause=scheduled,outcome=succeeded}"]);
        Assert.Equal(1, measured["retailsync.identity.key_fetches{provider=fake,cause=unknown-key,outcome=failed}"]);
    }

    [Fact]
    public async Task Readiness_NoProvider_IsReady()
    {
        await using var services = Built.Services(_clock).BuildServiceProvider();

        var readiness = services.GetRequiredService<IIdentityReadiness>();

        Assert.True(readiness.IsReady);
        Assert.Null(readiness.Reason);
    }

    // The loader works in the background, so its next pause may begin after an advance: the clock goes on until it was noticed.
    private async Task AdvanceUntilAsync(Func<bool> reached, TimeSpan step)
    {
        while (!reached())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _clock.Advance(step);
            await Task.Yield();
        }
    }
}
