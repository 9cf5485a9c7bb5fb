namespace RetailSync.Gateway;

/// <summary>That an operation's answers may be kept and given again, as the operation declares it under <c>x-retailsync-cache</c>.</summary>
/// <param name="MaxAgeSeconds">How old a kept answer may be at most. 0 to 86,400; with 0 the system is asked each time whether it still holds. What the system says counts where it is shorter.</param>
/// <param name="IsShared">Whether the answer is the same for every consumer that may call the operation. Default false: kept for each consumer apart.</param>
/// <param name="StaleIfErrorSeconds">How long after its time a kept answer may stand in for a 5xx answer of the system. 0 to 86,400; default 0, never.</param>
public sealed record CacheDeclaration(int MaxAgeSeconds, bool IsShared, int StaleIfErrorSeconds);
