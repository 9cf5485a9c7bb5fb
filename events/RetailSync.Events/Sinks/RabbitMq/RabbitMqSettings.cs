using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>A sink on RabbitMQ, read and checked. Immutable. Holds the password and therefore never turns itself into text.</summary>
internal sealed class RabbitMqSettings
{
    private RabbitMqSettings(string name, RabbitMqOptions options, RoutingKeyTemplate routingKey, IReadOnlyList<Uri> brokers) =>
        (Name, Options, RoutingKey, Brokers) = (name, options, routingKey, brokers);

    /// <summary>The sink's name.</summary>
    public string Name { get; }

    /// <summary>The settings as they were given; the connection is still a reference there.</summary>
    public RabbitMqOptions Options { get; }

    /// <summary>Makes each event's routing key.</summary>
    public RoutingKeyTemplate RoutingKey { get; }

    /// <summary>The brokers, with user and password. Empty where secrets are not resolved.</summary>
    public IReadOnlyList<Uri> Brokers { get; }

    /// <summary>The user's name, for messages.</summary>
    public string User => Brokers.Count == 0 ? "" : Uri.UnescapeDataString(Brokers[0].UserInfo.Split(':')[0]);

    /// <summary>Where the brokers are, for messages: hosts and ports.</summary>
    public string Places => string.Join(", ", Brokers.Select(broker => broker.Authority));

    /// <summary>Reads one; null when there are faults, which are added.</summary>
    public static RabbitMqSettings? Read(IConfigurationSection section, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        var before = faults.Count;
        RabbitMqOptions options;
        try
        {
            options = section.Get<RabbitMqOptions>(binder => binder.ErrorOnUnknownConfiguration = true)!;
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return null;
        }

        foreach (var failure in new RabbitMqOptionsValidator().Validate(section.Key, options).Failures ?? [])
        {
            faults.Add(new ConfigFault(section.Path, failure));
        }

        if (RoutingKeyTemplate.FaultOf(options.RoutingKey) is { } wrong)
        {
            faults.Add(new ConfigFault($"{section.Path}:RoutingKey", wrong));
        }

        IReadOnlyList<Uri> brokers = [];
        if (options.Connection is { Length: > 0 } reference && readSecret($"{section.Path}:Connection", reference, faults) is { Length: > 0 } connection)
        {
            brokers = Parse($"{section.Path}:Connection", connection, options, faults);
        }

        return faults.Count == before ? new RabbitMqSettings(section.Key, options, new RoutingKeyTemplate(options.RoutingKey), brokers) : null;
    }

    // A fault never repeats what the reference stands for: there is a password in it.
    private static List<Uri> Parse(string path, string connection, RabbitMqOptions options, ICollection<ConfigFault> faults)
    {
        var brokers = new List<Uri>();
        foreach (var text in connection.Trim() is { Length: > 0 } some ? some.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [""])
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0 || !uri.UserInfo.Contains(':', StringComparison.Ordinal))
            {
                faults.Add(new ConfigFault(path, "stands for something that is no AMQP URI with user and password. Expected: amqps://user:password@host:5671/vhost, with special characters escaped."));
            }
            else if (uri.Scheme == "amqp" && !uri.IsLoopback && !options.AllowPlaintext)
            {
                faults.Add(new ConfigFault(path, $"reaches {uri.Host} without TLS. Use amqps:, or set AllowPlaintext where the network is trusted."));
            }
            else if (brokers.Count > 0 && (uri.Scheme, uri.UserInfo, uri.AbsolutePath) != (brokers[0].Scheme, brokers[0].UserInfo, brokers[0].AbsolutePath))
            {
                faults.Add(new ConfigFault(path, "stands for several URIs that differ in more than host and port."));
            }
            else
            {
                brokers.Add(uri);
            }
        }

        return brokers;
    }
}
