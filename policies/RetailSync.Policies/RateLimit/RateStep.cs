namespace RetailSync.Policies.RateLimit;

/// <summary>What comes next for a request: it is decided, it waits for a batch that another one fetches, or it asks the server.</summary>
/// <param name="Decision">The decision; null when there is none yet.</param>
/// <param name="By">Who decided.</param>
/// <param name="Pending">What to wait for; null when there is nothing.</param>
/// <param name="Ask">What to ask the server.</param>
internal readonly record struct RateStep(RateDecision? Decision, RateSource By, Task? Pending, RateAsk Ask)
{
    public static RateStep Decided(in RateDecision decision, RateSource by) => new(decision, by, null, default);

    public static RateStep Wait(Task pending) => new(null, default, pending, default);

    public static RateStep AskFor(in RateAsk ask) => new(null, default, null, ask);
}
