using StackExchange.Redis;

namespace RetailSync.Policies.Redis;

/// <summary>Which exceptions mean that the shared server did not do what was asked.</summary>
internal static class RedisFailure
{
    /// <summary>Whether a command's exception is the server's or the way's to it, and the caller goes on without the server.</summary>
    public static bool Is(Exception exception) => exception is RedisException or TimeoutException or RedisCommandException or ObjectDisposedException;

    /// <summary>Whether only the one key is unusable (it holds something else), so that the server is not to blame.</summary>
    public static bool IsOfOneKey(Exception exception) =>
        exception is RedisServerException server && server.Message.Contains("WRONGTYPE", StringComparison.Ordinal);
}
