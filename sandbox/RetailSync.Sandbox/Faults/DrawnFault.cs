namespace RetailSync.Sandbox;

/// <summary>A fault with its dice thrown: what befalls one call.</summary>
internal sealed record DrawnFault(FaultKind Kind, TimeSpan Latency, int? Status, int? RetryAfter)
{
    /// <summary>Throws the dice of a rule.</summary>
    public static DrawnFault From(FaultRule rule, Random dice)
    {
        var jitter = rule.JitterMs == 0 ? 0 : dice.Next(-rule.JitterMs, rule.JitterMs + 1);
        return new DrawnFault(rule.Kind, TimeSpan.FromMilliseconds(Math.Max(0, rule.LatencyMs + jitter)), rule.Status, rule.RetryAfter);
    }

    /// <summary>The answer of a fault that answers.</summary>
    public Refusal ToRefusal() =>
        Refusal.Of(Status ?? 500, "fault-on-request", "Fault on request.", $"The sandbox was asked for the fault '{Kind}'.") with { RetryAfter = RetryAfter };
}
