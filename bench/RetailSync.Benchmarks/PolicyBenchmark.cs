using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Bench;
using RetailSync.Gateway;
using RetailSync.Policies;
using RetailSync.Policies.Authorize;
using RetailSync.Policies.Identify;
using RetailSync.Policies.Life;
using RetailSync.Policies.RateLimit;

namespace RetailSync.Benchmarks;

/// <summary>What each policy of the full pipeline costs on its usual path. Every row includes the exchange of the first one.</summary>
[MemoryDiagnoser]
public class PolicyBenchmark
{
    private static readonly RateLimitOptions TwoWindows = new()
    {
        Windows =
        [
            new RateWindow { Name = "burst", Limit = 10_000_000, Seconds = 1 },
            new RateWindow { Name = "steady", Limit = 10_000_000, Seconds = 3_600 },
        ],
    };

    private readonly Exchanges _exchanges = new();
    private ServiceProvider? _services;
    private TokenIssuer? _issuer;
    private IRequestPolicy _identify = null!;
    private IRequestPolicy _authorize = null!;
    private IRequestPolicy _life = null!;
    private IRequestPolicy _rateLimit = null!;
    private string _header = "";

    [GlobalSetup]
    public async Task StartAsync()
    {
        _issuer = await TokenIssuer.StartAsync(CancellationToken.None);
        _header = $"Bearer {_issuer.Mint(TimeProvider.System.GetUtcNow())}";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Identity:Providers:0:Name"] = "bench",
            ["Identity:Providers:0:Authority"] = _issuer.Issuer,
            ["Identity:Providers:0:Audiences:0"] = "retailsync",
            ["Identity:Providers:0:RequireHttps"] = "false",
        }).Build();
        var faults = new List<ConfigFault>();
        _services = new ServiceCollection().AddLogging().AddBuiltInPolicies().AddIdentity(configuration, faults).BuildServiceProvider();
        Require(faults.Count == 0, string.Join(Environment.NewLine, faults));
        foreach (var provider in _services.GetRequiredService<IdentityProviders>().All)
        {
            Require(await provider.Keys.RefreshAsync(KeyFetch.Start), "The issuer's keys could not be loaded.");
        }

        _identify = Build<IdentifyPolicy>(new IdentifyOptions());
        _authorize = Build<AuthorizePolicy>(new AuthorizeOptions());
        _life = Build<LifePolicy>(new LifeOptions());
        _rateLimit = Build<RateLimitPolicy>(TwoWindows);

        // A policy that refuses is fast for the wrong reason. The first call also validates the token and remembers it.
        Require(!(await _identify.OnRequestAsync(_exchanges.Next(_header))).IsRefused, "identify refused.");
        Require(!(await _authorize.OnRequestAsync(_exchanges.Next(caller: Exchanges.Caller))).IsRefused, "authorize refused.");
        Require(!(await _life.OnRequestAsync(_exchanges.Next())).IsRefused, "life refused.");
        Require(!(await _rateLimit.OnRequestAsync(_exchanges.Next(caller: Exchanges.Caller))).IsRefused, "rate-limit refused.");
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await (_services?.DisposeAsync() ?? default);
        await (_issuer?.DisposeAsync() ?? default);
    }

    [Benchmark(Baseline = true)]
    public object ExchangeAlone() => _exchanges.Next(_header, Exchanges.Caller);

    [Benchmark]
    public ValueTask<Verdict> IdentifyWarmToken() => _identify.OnRequestAsync(_exchanges.Next(_header));

    [Benchmark]
    public ValueTask<Verdict> Authorize() => _authorize.OnRequestAsync(_exchanges.Next(_header, Exchanges.Caller));

    [Benchmark]
    public ValueTask<Verdict> Life() => _life.OnRequestAsync(_exchanges.Next(_header, Exchanges.Caller));

    [Benchmark]
    public ValueTask<Verdict> RateLimitTwoWindows() => _rateLimit.OnRequestAsync(_exchanges.Next(_header, Exchanges.Caller));

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private IRequestPolicy Build<TPolicy>(object options)
        where TPolicy : IRequestPolicy => ActivatorUtilities.CreateInstance<TPolicy>(_services!, AcceptedBy<TPolicy>(options));

    // A constructor argument that is not wanted is a fault to ActivatorUtilities.
    private static object[] AcceptedBy<TPolicy>(object options) =>
        [.. new[] { options, Exchanges.Route }.Where(argument => typeof(TPolicy).GetConstructors().Single().GetParameters().Any(p => p.ParameterType.IsInstanceOfType(argument)))];
}
