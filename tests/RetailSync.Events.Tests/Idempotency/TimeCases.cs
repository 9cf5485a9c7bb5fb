using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases of idempotency keys in which a clock is wrong, and in which time passes over what is not settled. Over sockets, on a real store.</summary>
public abstract class TimeCases : IDisposable
{
    private readonly string _sealKey = Path.GetTempFileName();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-cases-");

    protected TimeCases() => File.WriteAllText(_sealKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>A folder that outlives each gateway.</summary>
    protected string Folder => _folder.FullName;

    /// <summary>The arguments that name the store.</summary>
    protected abstract IReadOnlyList<string> Store { get; }

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        File.Delete(_sealKey);
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Case25_ClockJumpsInFlight_TheOutcomeIsKeptAsLongAsPromised(int days)
    {
        var clock = new WrongClock();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gateway = await StartAsync(clock, Holding(release));

        var call = OrderAsync(gateway, "k1");
        await gateway.Upstream.WaitForRequestsAsync(1);
        clock.Off = TimeSpan.FromDays(days);
        var meanwhile = await OrderAsync(gateway, "k1");
        release.SetResult();
        var first = await call;
        var again = await OrderAsync(gateway, "k1");

        // The key is kept for 72 hours: a jump by three days and a bit must not be taken for them.
        clock.Off += TimeSpan.FromHours(73);
        var afterAnother = await OrderAsync(gateway, "k1");

        Assert.Equal("idempotency-in-flight", meanwhile.Problem);
        Assert.Equal((201, false), (first.Status, first.IsReplayed));
        Assert.Equal((201, true, true), (again.Status, again.IsReplayed, afterAnother.IsReplayed));
        Assert.Equal(1, gateway.Calls);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task Case25_ClockJumpsWhileTheGatewayIsDown_TheKeyIsKnown(int days)
    {
        await using (var before = await StartAsync(new WrongClock()))
        {
            Assert.Equal(201, (await OrderAsync(before, "k1")).Status);
        }

        await using var gateway = await StartAsync(new WrongClock { Off = TimeSpan.FromDays(days) });
        var again = await OrderAsync(gateway, "k1");

        Assert.Equal((201, true, """{"order":1}"""), (again.Status, again.IsReplayed, again.Text));
        Assert.Equal(0, gateway.Calls);
    }

    [Fact]
    public async Task Case26_ReaperPassesOverWhatIsUnderWay_AndTakesWhatIsOver()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = JournalGateway.Numbers();
        await using var gateway = await StartAsync(new WrongClock(), upstream, "--Journal:ReapSeconds=1");
        await OrderAsync(gateway, "old");
        upstream.Behave(new UpstreamBehaviour(async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = 201;
        }));
        var call = OrderAsync(gateway, "k1");
        await upstream.WaitForRequestsAsync(2);

        // Years later, as far as the rows can tell. The intent's own end is a lie that only its state contradicts.
        await ExecuteAsync("update operation set created_at = 1, deadline = 1, expires_at = 1");
        await Deadline.UntilAsync(
            async () => await ReadAsync("select count(*) from operation where state = 1 and key_scope is null and request_body is null") == 1 ? "" : null, "the reaper has taken the old one");
        var kept = await ReadAsync("select count(*) from operation where state = 0 and key_scope is not null and fingerprint is not null and request_body is not null");
        await ExecuteAsync("update operation set expires_at = null where state = 0");
        var meanwhile = await OrderAsync(gateway, "k1");
        release.SetResult();
        var first = await call;
        var again = await OrderAsync(gateway, "k1");

        Assert.Equal((1, "idempotency-in-flight"), (kept, meanwhile.Problem));
        Assert.Equal((201, false, true), (first.Status, first.IsReplayed, again.IsReplayed));
        Assert.Equal(2, gateway.Calls);
    }

    /// <summary>Changes rows behind the gateway's back.</summary>
    protected abstract Task ExecuteAsync(string sql);

    /// <summary>Asks for a number.</summary>
    protected abstract Task<long> ReadAsync(string sql);

    private static FakeUpstream Holding(TaskCompletionSource release) => FakeUpstream.Handles(async context =>
    {
        await release.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = 201;
    });

    // Good at any time that a wrong clock may show.
    private static async Task<JournalAnswer> OrderAsync(JournalGateway gateway, string key)
    {
        var token = gateway.Fixture.Issuer.Token(claims =>
        {
            var now = TimeProvider.System.GetUtcNow();
            (claims["client_id"], claims["scope"]) = ("web-shop", "crm.read crm.write");
            (claims["iat"], claims["nbf"], claims["exp"]) = (now.AddDays(-100).ToUnixTimeSeconds(), now.AddDays(-100).ToUnixTimeSeconds(), now.AddDays(100).ToUnixTimeSeconds());
        });
        using var client = TestClients.Http1(gateway.Fixture.Http);
        using var request = JournalGateway.Request(key);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new JournalAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), [.. answer.Headers.Concat(answer.Content.Headers)]);
    }

    private Task<JournalGateway> StartAsync(WrongClock clock, FakeUpstream? upstream = null, params IEnumerable<string> arguments) => JournalGateway.StartAsync(
        _ => { }, upstream, arguments: [.. Store, $"--Journal:Keys:0=file:{_sealKey}", .. arguments], configureServices: services => services.AddSingleton<TimeProvider>(clock));

    /// <summary>The real clock, whose time of day tests set wrong while its monotonic time goes on.</summary>
    private sealed class WrongClock : TimeProvider
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Off;
    }
}
