using RetailSync.Gateway;

namespace RetailSync.Events.Queueing;

/// <summary>What follows from the answer to a forwarded change. Immutable.</summary>
/// <param name="State">How it ended; <see cref="OperationState.Queued"/>: it goes back to its place and is sent again.</param>
/// <param name="IsDown">Whether the whole route is in trouble, so that its other changes wait as well.</param>
/// <param name="Reason">Why it was not applied or is not known; null otherwise.</param>
/// <param name="After">When the system wants to be asked again, from now on; null when it does not say.</param>
internal sealed record ForwardVerdict(OperationState State, bool IsDown = false, string? Reason = null, TimeSpan? After = null);
