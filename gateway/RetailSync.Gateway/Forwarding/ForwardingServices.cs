namespace RetailSync.Gateway.Forwarding;

/// <summary>Registers the forward stage.</summary>
internal static class ForwardingServices
{
    /// <summary>Adds the stage and its settings. After YARP's own services.</summary>
    public static void AddForwarding(this IServiceCollection services)
    {
        services.AddPolicy<ForwardPolicy, ForwardOptions, ForwardOptionsValidator>(new PolicyDescriptor(ForwardPolicy.Id, null, null, PolicyUse.EveryRoute));
        services.AddSingleton<ForwardMetrics>().AddSingleton<ClusterHealths>().AddSingleton<HeadTimers>().AddSingleton<ForwardLoop>();
        AttemptForwarder.PutBefore(services);
    }
}
