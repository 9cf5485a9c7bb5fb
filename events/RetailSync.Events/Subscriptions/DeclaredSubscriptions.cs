using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using RetailSync.Events.Webhooks;
using RetailSync.Gateway;

namespace RetailSync.Events.Subscriptions;

/// <summary>Reads the section <c>Subscriptions</c>: subscriptions by id, each as the API takes it, with its <c>owner</c>. Immutable.</summary>
/// <param name="All">Them all.</param>
internal sealed record DeclaredSubscriptions(IReadOnlyList<DeclaredSubscription> All)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Subscriptions";

    // Configuration knows texts only; these members hold something else.
    private static readonly string[] Numbers = ["maxConcurrency", "retrySeconds"];
    private static readonly string[] Switches = ["handshake", "retryRejected"];

    /// <summary>Reads them; faults are added, and what has one is left out.</summary>
    public static DeclaredSubscriptions Read(
        IConfiguration configuration, WebhookOptions webhooks, IReadOnlyCollection<string> sinks, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        var declared = new List<DeclaredSubscription>();
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            var before = faults.Count;
            if (!SubscriptionManager.IsId(section.Key))
            {
                faults.Add(new ConfigFault(section.Path, "a subscription's id is 1 to 64 lower-case letters, digits and hyphens, and begins with a letter."));
            }

            if (Definition(section, faults) is not { } definition)
            {
                continue;
            }

            if (section["owner"] is not { Length: > 0 } owner)
            {
                faults.Add(new ConfigFault($"{section.Path}:owner", "must name the consumer that owns it."));
                continue;
            }

            var wrong = new List<ProblemError>();
            SubscriptionRules.Check(definition, sinks, webhooks.AllowHttp, wrong);
            foreach (var fault in wrong)
            {
                faults.Add(new ConfigFault(section.Path + fault.InstanceLocation.Replace('/', ':'), fault.Error));
            }

            if (definition.Target.Authorization is { } reference)
            {
                definition = definition with { Target = definition.Target with { Authorization = readSecret($"{section.Path}:target:authorization", reference, faults) } };
            }

            if (faults.Count == before)
            {
                declared.Add(new DeclaredSubscription(section.Key, owner, definition));
            }
        }

        return new DeclaredSubscriptions(declared);
    }

    private static SubscriptionDefinition? Definition(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        try
        {
            var body = (JsonObject)ToJson(section, "")!;
            body.Remove("owner");
            return body.Deserialize<SubscriptionDefinition>(SubscriptionStore.Json);
        }
        catch (JsonException wrong)
        {
            faults.Add(new ConfigFault(section.Path + (wrong.Path ?? "").TrimStart('$').Replace('.', ':'), "is no setting of a subscription, or has another type than expected."));
            return null;
        }
    }

    private static JsonNode? ToJson(IConfigurationSection section, string name)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            return Value(section.Value, name);
        }

        // Configuration writes arrays as children with numbers for names.
        return children.TrueForAll(child => int.TryParse(child.Key, out _))
            ? new JsonArray([.. children.Select(child => ToJson(child, name))])
            : new JsonObject(children.Select(child => KeyValuePair.Create(char.ToLowerInvariant(child.Key[0]) + child.Key[1..], ToJson(child, child.Key))));
    }

    private static JsonValue? Value(string? text, string name)
    {
        if (text is not null && Numbers.Contains(name, StringComparer.OrdinalIgnoreCase) && long.TryParse(text, out var number))
        {
            return JsonValue.Create(number);
        }

        return text is not null && Switches.Contains(name, StringComparer.OrdinalIgnoreCase) && bool.TryParse(text, out var isOn) ? JsonValue.Create(isOn) : JsonValue.Create(text);
    }
}
