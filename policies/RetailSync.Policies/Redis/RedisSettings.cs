using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;
using StackExchange.Redis;

namespace RetailSync.Policies.Redis;

/// <summary>The section <c>Redis</c>, read and checked. Immutable. Holds the password and therefore never turns itself into text.</summary>
public sealed partial class RedisSettings
{
    private static readonly string[] KnownKeys = [.. typeof(RedisOptions).GetProperties().Select(property => property.Name)];

    private readonly ConfigurationOptions _connection;

    private RedisSettings(RedisOptions options, ConfigurationOptions connection) => (Options, _connection) = (options, connection);

    /// <summary>The settings as they were given; the connection is still a reference there.</summary>
    public RedisOptions Options { get; }

    /// <summary>Reads the section; null when there is none, or when there are faults, which are added.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="readSecret">Resolves a secret's reference: path, reference, faults. Null after a fault; empty where secrets are not resolved.</param>
    /// <param name="faults">Where faults go.</param>
    public static RedisSettings? Read(IConfiguration configuration, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(readSecret);
        ArgumentNullException.ThrowIfNull(faults);

        var section = configuration.GetSection("Redis");
        if (!section.Exists())
        {
            return null;
        }

        var before = faults.Count;
        if (Bind(section, faults) is not { } options)
        {
            return null;
        }

        var connection = Connection(options, readSecret, faults);
        return faults.Count == before && connection is not null ? new RedisSettings(options, connection) : null;
    }

    /// <summary>How the client shall behave: it fails at once while there is no connection and comes back by itself.</summary>
    internal ConfigurationOptions ForClient()
    {
        var client = _connection.Clone();
        client.AbortOnConnectFail = false;
        client.BacklogPolicy = BacklogPolicy.FailFast;
        client.ConnectRetry = 1;
        client.ConnectTimeout = 1_000;
        client.ReconnectRetryPolicy = new LinearRetry(200);

        // The client looks for a lost connection at this pace, and so comes back within it.
        client.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        client.AsyncTimeout = Math.Max(1_000, 2 * Options.TimeoutMilliseconds);
        client.ClientName = "retailsync-gateway";
        client.ConfigurationChannel = "";
        client.TieBreaker = "";
        client.IncludeDetailInExceptions = false;
        client.Ssl |= Options.Tls;
        return client;
    }

    private static RedisOptions? Bind(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        foreach (var child in section.GetChildren().Where(child => !KnownKeys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(new ConfigFault(child.Path, $"is not a setting. Known: {string.Join(", ", KnownKeys)}."));
        }

        try
        {
            var options = section.Get<RedisOptions>() ?? new RedisOptions();
            foreach (var failure in new RedisOptionsValidator().Validate(section.Path, options).Failures ?? [])
            {
                faults.Add(new ConfigFault(section.Path, failure));
            }

            return options;
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return null;
        }
    }

    private static ConfigurationOptions? Connection(RedisOptions options, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        const string Path = "Redis:Connection";
        if (options.Connection is not { Length: > 0 } given)
        {
            faults.Add(new ConfigFault(Path, "is missing: host:port, or a reference to a connection string (env:NAME or file:path)."));
            return null;
        }

        if (!given.StartsWith("env:", StringComparison.Ordinal) && !given.StartsWith("file:", StringComparison.Ordinal))
        {
            if (HostList().IsMatch(given))
            {
                return Parse(Path, given, faults);
            }

            // Whatever stands there may be a password, so it is not repeated.
            faults.Add(new ConfigFault(Path, "is no list of host:port. A connection string with a user, a password or other settings is given by reference: env:NAME or file:path."));
            return null;
        }

        return readSecret(Path, given, faults) switch
        {
            null => null,
            "" => new ConfigurationOptions(),
            var text => Parse(Path, text, faults),
        };
    }

    private static ConfigurationOptions? Parse(string path, string text, ICollection<ConfigFault> faults)
    {
        try
        {
            var parsed = ConfigurationOptions.Parse(text, ignoreUnknown: false);
            if (parsed.EndPoints.Count > 0 && parsed.EndPoints.All(endpoint => endpoint is not DnsEndPoint { Host: "" }))
            {
                return parsed;
            }

            faults.Add(new ConfigFault(path, "names no server. Expected: host:port, and where needed ,user=...,password=..."));
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException)
        {
            // The reason may quote the text, and the text may be a password.
            faults.Add(new ConfigFault(path, "is not a connection string. Expected: host:port, and where needed ,user=...,password=..."));
        }

        return null;
    }

    [GeneratedRegex(@"^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?)*$")]
    private static partial Regex HostList();
}
