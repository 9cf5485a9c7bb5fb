using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Bench;
using RetailSync.Gateway;
using RetailSync.Policies;
using RetailSync.Policies.Identify;

namespace RetailSync.Benchmarks;

/// <summary>What each policy of the full pipeline costs on its usual path. Every row includes the exchange of the first one.</summary>
[MemoryDiagnoser]
public class PolicyBenchmark
{
    private readonly Exchanges _exchanges = new();
    private ServiceProvider? _services;
    private TokenIssuer? _issuer;
    private IRequestPolicy _identify = null!;
    private IRequestPolicy _authorize = null!;
    private IRequestPolicy _life = null!;
    private IRequestPolicy _rateLimit = null!;
    private IRequestPolicy _admit = null!;
    private string _header = "";

    [GlobalSetup]
    public async Task StartAsync()
    {
        _issuer = await TokenIssuer.StartAsync(CancellationToken.None);
        _header = $"Bearer {_issuer.Mint(TimeProvider.System.GetUtcNow())}";
        var configuration = Configuration(_issuer.Issuer);
        var faults = new List<ConfigFault>();
        _services = new ServiceCollection().AddLogging().AddBuiltInPolicies().AddIdentity(configuration, faults).BuildServiceProvider();
        _exchanges.UseServices(_services);
        foreach (var provider in _services.GetRequiredService<IdentityProviders>().All)
        {
            Require(await provider.Keys.RefreshAsync(KeyFetch.Start), "The issuer's keys could not be loaded.");
        }

        _identify = Build("identify", configuration, faults);
        _authorize = Build("authorize", configuration, faults);
        _life = Build("life", configuration, faults);
        _rateLimit = Build("rate-limit", configuration, faults);
        _admit = Build("admit", configuration, faults);

        // A policy that refuses is fast for the wrong reason. The first call also validates the token and remembers it.
        Require(!(await IdentifyWarmToken()).IsRefused, "identify refused.");
        Require(!(await Authorize()).IsRefused, "authorize refused.");
        Require(!(await Life()).IsRefused, "life refused.");
        Require(!(await RateLimitTwoWindows()).IsRefused, "rate-limit refused.");
        Require(!(await AdmitAndGiveBack()).IsRefused, "admit refused.");
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await (_services?.DisposeAsync() ?? default);
        await (_issuer?.DisposeAsync() ?? default);
    }

    [Benchmark(Baseline = true)]
    public object ExchangeAlone() => _exchanges.Next(_header, _exchanges.Caller);

    [Benchmark]
    public ValueTask<Verdict> IdentifyWarmToken() => _identify.OnRequestAsync(_exchanges.Next(_header, null));

    [Benchmark]
    public ValueTask<Verdict> Authorize() => _authorize.OnRequestAsync(_exchanges.Next(_header, _exchanges.Caller));

    [Benchmark]
    public ValueTask<Verdict> Life() => _life.OnRequestAsync(_exchanges.Next(_header, _exchanges.Caller));

    [Benchmark]
    public ValueTask<Verdict> RateLimitTwoWindows() => _rateLimit.OnRequestAsync(_exchanges.Next(_header, _exchanges.Caller));

    [Benchmark]
    public ValueTask<Verdict> AdmitAndGiveBack()
    {
        var exchange = _exchanges.Next(_header, _exchanges.Caller);
        var verdict = _admit.OnRequestAsync(exchange);
        exchange.Release();
        return verdict;
    }

    private static IConfigurationRoot Configuration(string issuer) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Identity:Providers:0:Name"] = "bench",
        ["Identity:Providers:0:Authority"] = issuer,
        ["Identity:Providers:0:Audiences:0"] = "retailsync",
        ["Identity:Providers:0:RequireHttps"] = "false",
        ["Policies:rate-limit:Windows:0:Name"] = "burst",
        ["Policies:rate-limit:Windows:0:Limit"] = "10000000",
        ["Policies:rate-limit:Windows:0:Seconds"] = "1",
        ["Policies:rate-limit:Windows:1:Name"] = "steady",
        ["Policies:rate-limit:Windows:1:Limit"] = "10000000",
        ["Policies:rate-limit:Windows:1:Seconds"] = "1",
    }).Build();

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private IRequestPolicy Build(string id, IConfiguration configuration, List<ConfigFault> faults)
    {
        var registration = _services!.GetServices<PolicyRegistration>().Single(policy => policy.Descriptor.Id == id);
        var policy = registration.Build(_services!, _exchanges.Route with { ClusterId = "bench" }, configuration.GetSection($"Policies:{id}"), faults) as IRequestPolicy;
        return faults.Count == 0 && policy is not null ? policy : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }
}
