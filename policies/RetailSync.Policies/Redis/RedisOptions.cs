using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Redis;

/// <summary>The Redis server that gateways share: the configuration section <c>Redis</c>. Read once at the start; without it every gateway counts for itself. Immutable.</summary>
public sealed class RedisOptions
{
    /// <summary>
    /// Where it is: <c>host:port</c>, several with commas between them, or a reference (<c>env:NAME</c>, <c>file:path</c>) to a connection string, which may hold a
    /// user and a password: <c>redis.internal:6379,user=gateway,password=...</c>. Required when the section is there.
    /// </summary>
    public string? Connection { get; init; }

    /// <summary>What every key starts with. 1 to 64 of a-z, A-Z, 0-9, colon, full stop, underscore and hyphen; default <c>retailsync:</c>.</summary>
    [RegularExpression("^[a-zA-Z0-9:._-]{1,64}$")]
    public string Prefix { get; init; } = "retailsync:";

    /// <summary>How long a request waits for the server at most, in milliseconds, before this gateway goes on by itself. 10 to 5,000; default 100.</summary>
    [Range(10, 5_000)]
    public int TimeoutMilliseconds { get; init; } = 100;

    /// <summary>Whether the connection uses TLS. Default false.</summary>
    public bool Tls { get; init; }
}

[OptionsValidator]
internal sealed partial class RedisOptionsValidator : IValidateOptions<RedisOptions>;
