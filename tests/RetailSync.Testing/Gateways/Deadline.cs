namespace RetailSync.Testing;

/// <summary>Waits for what another thread or process brings about, and fails with a message when it does not come.</summary>
public static class Deadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the answer is not null.</summary>
    /// <param name="ask">What to ask.</param>
    /// <param name="expected">What was expected, for the message.</param>
    /// <param name="patience">For how long at most; default 30 seconds.</param>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> ask, string expected, TimeSpan? patience = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(ask);
        var limit = patience ?? Limit;
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {expected}.");
            }

            await Task.Delay(Step, TimeProvider.System);
        }
    }
}
