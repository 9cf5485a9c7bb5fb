namespace RetailSync.Gateway;

/// <summary>
/// Mistakes that the fault suite must notice, so that its silence means something. Without the constant FAULTS (<c>-p:Faults=true</c>) none can be made; with it the
/// environment variable <see cref="Variable"/> names the one. Safe to use from many threads.
/// </summary>
public static class KnownMistakes
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "RETAILSYNC_BUGGY";

#if FAULTS
    private static readonly string Wanted = Environment.GetEnvironmentVariable(Variable) ?? "";
#endif

    /// <summary>Whether changes are sent without an intent on disk and written down only when they have succeeded.</summary>
    public static bool NoIntent => Is("no-intent");

    /// <summary>Whether changes of one key go side by side.</summary>
    public static bool NoLane => Is("no-lane");

    /// <summary>Whether SQLite answers before the disk does: <c>synchronous=NORMAL</c>.</summary>
    public static bool NormalSync => Is("normal-sync");

    /// <summary>Whether a delivery counts as made when it is begun, before the subscriber has said anything.</summary>
    public static bool EarlyDelivery => Is("early-delivery");

#if FAULTS
    private static bool Is(string mistake) => mistake == Wanted;
#else
    private static bool Is(string mistake) => false;
#endif
}
