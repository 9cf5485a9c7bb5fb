using StackExchange.Redis;

namespace RetailSync.Policies.Redis;

/// <summary>The way to the shared server, for what may be lost: counters and copies. Safe to use from many threads.</summary>
internal interface IRedisLink
{
    /// <summary>The server's commands; null while it is away. Then go on without it, at once.</summary>
    IDatabase? Database { get; }

    /// <summary>Which connection it is: another number after the server was lost, even for a moment. What it knew may be gone then.</summary>
    int Connection { get; }

    /// <summary>What every key starts with.</summary>
    string Prefix { get; }

    /// <summary>How long a request may wait for an answer.</summary>
    TimeSpan Timeout { get; }

    /// <summary>Says that a command failed, so that nobody else asks until a probe has got through.</summary>
    void Failed(Exception reason);
}
