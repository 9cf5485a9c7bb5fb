using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>What a resolver does next. Immutable.</summary>
internal abstract record ResolverStep
{
    private ResolverStep()
    {
    }

    /// <summary>Send the change again. Only where the system takes care that it has one effect.</summary>
    internal sealed record Repeat : ResolverStep;

    /// <summary>Ask the system how things are.</summary>
    internal sealed record Look : ResolverStep;

    /// <summary>The outcome is known.</summary>
    internal sealed record Settle(OperationState State, string? Reason = null) : ResolverStep;

    /// <summary>Ask again then.</summary>
    internal sealed record Later(DateTimeOffset At, DateTimeOffset? AbsentSince, string Reason) : ResolverStep;
}
