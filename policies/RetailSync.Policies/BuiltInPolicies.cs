using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RetailSync.Gateway;
using RetailSync.Policies.Admit;
using RetailSync.Policies.Authorize;
using RetailSync.Policies.Cache;
using RetailSync.Policies.Idempotency;
using RetailSync.Policies.Identify;
using RetailSync.Policies.Journal;
using RetailSync.Policies.Judge;
using RetailSync.Policies.Judging;
using RetailSync.Policies.Lanes;
using RetailSync.Policies.Life;
using RetailSync.Policies.RateLimit;
using RetailSync.Policies.Redis;
using RetailSync.Policies.Replays;
using RetailSync.Policies.Validate;

namespace RetailSync.Policies;

/// <summary>Every built-in policy, its id and when it runs.</summary>
public static class BuiltInPolicies
{
    /// <summary>Makes the built-in policies available to routes. <see cref="IdentityRegistration.AddIdentity"/> adds whose tokens are believed.</summary>
    public static IServiceCollection AddBuiltInPolicies(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddIdentityCore();
        services.AddCacheCore();
        services.TryAddSingleton<RateLimitMetrics>();
        services.TryAddSingleton<IRateStore>(provider => provider.GetService<IRedisLink>() is { } redis
            ? new RedisRateStore(redis, provider.GetRequiredService<RateLimitMetrics>(), provider.GetRequiredService<TimeProvider>())
            : new LocalRateStore(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AdmitStore>();
        services.TryAddSingleton<AdmitMetrics>();
        services.TryAddSingleton<JudgeMetrics>();
        services.TryAddSingleton<ContractFaults>();
        services.TryAddSingleton<JudgementQueue>();
        services.TryAddSingleton<ReplayMetrics>();
        services.TryAddSingleton<IdempotencyMetrics>();
        services.TryAddSingleton<LaneTable>();
        services.TryAddSingleton<LaneMetrics>();
        services.TryAddSingleton<JournalMetrics>();

        return services
            .AddPolicy<IdentifyPolicy, IdentifyOptions, IdentifyOptionsValidator>("identify", RequestStage.Identify, PolicyUse.EveryProtectedRoute)
            .AddPolicy<AuthorizePolicy, AuthorizeOptions, AuthorizeOptionsValidator>("authorize", RequestStage.Authorize, PolicyUse.EveryProtectedRoute)
            .AddPolicy<LifePolicy, LifeOptions, LifeOptionsValidator>("life", RequestStage.Life, PolicyUse.EveryRoute)
            .AddPolicy<CachePolicy, CacheOptions, CacheOptionsValidator>(
                new PolicyDescriptor("cache", RequestStage.Replay, ResponseStage.Judge, PolicyUse.WhenNamed))
            .AddPolicy<CacheDropPolicy, CacheDropOptions, CacheDropOptionsValidator>("cache-drop", RequestStage.Claim, PolicyUse.EveryRoute)
            .AddPolicy<AdmitPolicy, AdmitOptions, AdmitOptionsValidator>(new PolicyDescriptor("admit", RequestStage.Admit, ResponseStage.Judge, PolicyUse.WhenNamed))
            .AddPolicy<RateLimitPolicy, RateLimitOptions, RateLimitOptionsValidator>("rate-limit", RequestStage.Admit)
            .AddPolicy<ValidatePolicy, ValidateOptions, ValidateOptionsValidator>("validate", RequestStage.Validate)
            .AddPolicy<JudgePolicy, JudgeOptions, JudgeOptionsValidator>("judge", ResponseStage.Judge)
            .AddPolicy<IdempotencyPolicy, IdempotencyOptions, IdempotencyOptionsValidator>("idempotency", RequestStage.Replay)
            .AddPolicy<LanePolicy, LaneOptions, LaneOptionsValidator>(new PolicyDescriptor("lane", RequestStage.Order, ResponseStage.Commit, PolicyUse.WhenNamed))
            .AddPolicy<JournalPolicy, JournalOptions, JournalOptionsValidator>(new PolicyDescriptor("journal", RequestStage.Claim, ResponseStage.Commit, PolicyUse.WhenNamed));
    }
}
