using Microsoft.Extensions.Configuration;
using RetailSync.Events.Sinks.RabbitMq;
using RetailSync.Events.Subscriptions;
using RetailSync.Gateway;

namespace RetailSync.Events.Sinks;

/// <summary>Reads the section <c>Sinks</c>: sinks by name. Immutable.</summary>
/// <param name="Rabbit">Those on RabbitMQ.</param>
internal sealed record SinkSettings(IReadOnlyList<RabbitMqSettings> Rabbit)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sinks";

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. Rabbit.Select(sink => sink.Name)];

    /// <summary>Reads them; faults are added, and what has one is left out.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="readSecret">Resolves a secret's reference: path, reference, faults. Null after a fault; empty where secrets are not resolved.</param>
    /// <param name="faults">Where faults go.</param>
    public static SinkSettings Read(IConfiguration configuration, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        var rabbit = new List<RabbitMqSettings>();
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            if (!SubscriptionManager.IsId(section.Key))
            {
                faults.Add(new ConfigFault(section.Path, "a sink's name is 1 to 64 lower-case letters, digits and hyphens, and begins with a letter."));
            }
            else if (section["Kind"] != "rabbitmq")
            {
                faults.Add(new ConfigFault($"{section.Path}:Kind", $"'{section["Kind"]}' is no kind of sink. Known: rabbitmq."));
            }
            else if (RabbitMqSettings.Read(section, readSecret, faults) is { } sink)
            {
                rabbit.Add(sink);
            }
        }

        return new SinkSettings(rabbit);
    }
}
