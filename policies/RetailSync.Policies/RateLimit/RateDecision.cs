namespace RetailSync.Policies.RateLimit;

/// <summary>What the store decided about one request.</summary>
/// <param name="IsAdmitted">Whether every window had room.</param>
/// <param name="Window">The window to tell about: the one with the least left, and among equals the one that resets last.</param>
/// <param name="Remaining">What is left in it.</param>
/// <param name="ResetSeconds">In how many seconds it holds its whole limit again, rounded up.</param>
/// <param name="Violated">A bit for each window that had no room.</param>
/// <param name="WaitSeconds">In how many seconds every window has room again, rounded up; 0 when admitted.</param>
internal readonly record struct RateDecision(bool IsAdmitted, int Window, int Remaining, int ResetSeconds, int Violated, int WaitSeconds);
