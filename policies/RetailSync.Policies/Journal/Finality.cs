using RetailSync.Gateway;

namespace RetailSync.Policies.Journal;

/// <summary>What an answer's status says of a change: how far it is, and whether its key stays taken.</summary>
internal readonly record struct Finality(OperationState State, bool KeepsKey)
{
    private static readonly Finality Applied = new(OperationState.Done, true);
    private static readonly Finality Refused = new(OperationState.Rejected, true);
    private static readonly Finality NotNow = new(OperationState.NotApplied, false);
    private static readonly Finality Open = new(OperationState.Unknown, true);

    /// <summary>Judges a status.</summary>
    /// <param name="status">What the system answered.</param>
    /// <param name="exceptions">What is agreed with this system otherwise.</param>
    /// <param name="mayHaveBeenSentBefore">Whether an earlier attempt may have been carried out. Then a refusal that may be due to that very attempt decides nothing.</param>
    public static Finality Of(int status, FinalityExceptions exceptions, bool mayHaveBeenSentBefore)
    {
        var finality = exceptions.Of(status) ?? status switch
        {
            >= 200 and < 400 => Applied,

            // The caller, the moment or somebody's lock was wrong, not the request: the same request may succeed.
            401 or 403 or 407 or 421 or 423 or 425 or 429 => NotNow,

            // The system gave up waiting, for what it may have begun with.
            408 => Open,
            >= 400 and < 500 => Refused,
            _ => Open,
        };

        return mayHaveBeenSentBefore && (finality == NotNow || status == 409) ? Open : finality;
    }

    /// <summary>What is agreed with a system. Immutable.</summary>
    internal sealed class FinalityExceptions(IEnumerable<int> reject, IEnumerable<int> release, bool notApplied503)
    {
        private readonly int[] _reject = [.. reject];
        private readonly int[] _release = [.. release];

        /// <summary>What is agreed on a status; null: nothing.</summary>
        public Finality? Of(int status) =>
            Array.IndexOf(_reject, status) >= 0 ? Refused
            : Array.IndexOf(_release, status) >= 0 || (notApplied503 && status == 503) ? NotNow
            : null;
    }
}
