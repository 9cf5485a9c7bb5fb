using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway;

/// <summary>Registers policies.</summary>
public static class PolicyServiceCollectionExtensions
{
    /// <summary>Makes <typeparamref name="TPolicy"/> available to routes under <paramref name="id"/>, with a request side only.</summary>
    /// <remarks>
    /// The policy's constructor may take its options, the <see cref="RouteFacts"/> and any registered service. Options that implement
    /// <see cref="IChecksRoute"/> are compared with the route as well.
    /// </remarks>
    public static IServiceCollection AddPolicy<TPolicy, TOptions, TValidator>(
        this IServiceCollection services, string id, RequestStage stage, PolicyUse use = PolicyUse.WhenNamed)
        where TPolicy : class, IRequestPolicy
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>, new() =>
        services.AddPolicy<TPolicy, TOptions, TValidator>(new PolicyDescriptor(id, stage, null, use));

    /// <summary>Makes <typeparamref name="TPolicy"/> available to routes under <paramref name="id"/>, with a response side only.</summary>
    public static IServiceCollection AddPolicy<TPolicy, TOptions, TValidator>(
        this IServiceCollection services, string id, ResponseStage stage, PolicyUse use = PolicyUse.WhenNamed)
        where TPolicy : class, IResponsePolicy
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>, new() =>
        services.AddPolicy<TPolicy, TOptions, TValidator>(new PolicyDescriptor(id, null, stage, use));

    /// <summary>Makes <typeparamref name="TPolicy"/> available to routes as <paramref name="descriptor"/> says.</summary>
    public static IServiceCollection AddPolicy<TPolicy, TOptions, TValidator>(this IServiceCollection services, PolicyDescriptor descriptor)
        where TPolicy : class, IGatewayPolicy
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(new PolicyRegistration(descriptor, typeof(TOptions), Build));

        static IGatewayPolicy? Build(IServiceProvider provider, RouteFacts route, IConfigurationSection section, ICollection<ConfigFault> faults)
        {
            TOptions options;
            try
            {
                options = section.Get<TOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new TOptions();
            }
            catch (InvalidOperationException unbindable)
            {
                faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
                return null;
            }

            var result = new TValidator().Validate(section.Path, options);
            var failures = result.Failed ? [.. result.Failures] : (options as IChecksRoute)?.Check(route).ToList() ?? [];
            failures.ForEach(failure => faults.Add(new ConfigFault(section.Path, failure)));
            return failures.Count > 0 ? null : ActivatorUtilities.CreateInstance<TPolicy>(provider, [.. Wanted(typeof(TPolicy), options, route)]);
        }
    }

    // The activator refuses an argument that no constructor takes, and few policies want both.
    private static IEnumerable<object> Wanted(Type policy, params object[] offered)
    {
        var taken = policy.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType).ToHashSet();
        return offered.Where(value => taken.Contains(value.GetType()));
    }
}
