namespace RetailSync.Gateway.Forwarding;

/// <summary>A route's settings of the forward stage. It has neither side of a policy: the route's plan picks it up. Immutable.</summary>
internal sealed class ForwardPolicy(ForwardOptions options) : IGatewayPolicy
{
    /// <summary>The key under <c>Policies</c>.</summary>
    public const string Id = "forward";

    /// <summary>What holds where nothing is said.</summary>
    public static ForwardPolicy Default { get; } = new(new ForwardOptions());

    /// <summary>How long one attempt may wait for the head of an answer; infinite where the route streams.</summary>
    public TimeSpan Timeout { get; } = options.Streams ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(options.TimeoutSeconds);

    /// <summary>How long all attempts together may wait for it.</summary>
    public TimeSpan Total { get; } = options.Streams ? TimeSpan.MaxValue : TimeSpan.FromSeconds(options.TotalSeconds ?? (options.TimeoutSeconds * (options.Retries + 1)));

    /// <summary>How often a failed attempt may be repeated.</summary>
    public int Retries { get; } = options.Retries;
}
