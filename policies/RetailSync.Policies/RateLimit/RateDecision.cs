namespace RetailSync.Policies.RateLimit;

/// <summary>What the store decided about one request.</summary>
/// <param name="IsAdmitted">Whether every window had room.</param>
/// <param name="Window">The window to tell about: the one with the least left, and among equals the one that resets last.</param>
/// <param name="Remaining">What is left in it.</param>
/// <param name="ResetSeconds">In how many seconds it holds its whole limit again, rounded up.</param>
/// <param name="Violated">A bit for each window that had no room.</param>
/// <param name="WaitSeconds">In how many seconds every window has room again, rounded up; 0 when admitted.</param>
internal readonly record struct RateDecision(bool IsAdmitted, int Window, int Remaining, int ResetSeconds, int Violated, int WaitSeconds)
{
    /// <summary>Works out what to tell from what is left in each window and when each is over. Both as they are after charging.</summary>
    /// <param name="left">What is left in each window.</param>
    /// <param name="seconds">When each window is over, in seconds, rounded up.</param>
    /// <param name="cost">What the request takes.</param>
    /// <param name="violated">A bit for each window that had no room.</param>
    public static RateDecision Of(ReadOnlySpan<int> left, ReadOnlySpan<int> seconds, int cost, int violated)
    {
        var (told, least, reset, wait) = (0, int.MaxValue, 0, 0);
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] < least || (left[i] == least && seconds[i] > reset))
            {
                (told, least, reset) = (i, left[i], seconds[i]);
            }

            // Looked at after charging: a refusal that counts may have used up another window, which then has to be waited for as well.
            if (violated != 0 && left[i] < cost && seconds[i] > wait)
            {
                wait = seconds[i];
            }
        }

        return new RateDecision(violated == 0, told, least, reset, violated, wait);
    }
}
