using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Events;

/// <summary>The key of an event is a property that is always there.</summary>
internal sealed class EventKeyExists : ILintRule
{
    private const int MaxDepth = 16;

    /// <inheritdoc/>
    public string Why => "Events of one thing keep their order by the key; where it is missing they overtake each other.";

    /// <inheritdoc/>
    public string Fix => "Point the key to a property that the schema requires: key: response:/orderNumber. In AsyncAPI describe the key in the binding of the broker.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations)
        {
            if (operation.Node["x-retailsync-event"]?["key"] is { Kind: SourceKind.Text } key && Wrong(document, operation, key.Text) is { } wrong)
            {
                yield return new Remark($"{operation.Pointer}/x-retailsync-event/key", key, wrong);
            }
        }

        // A trait may bring the key: such a message is not judged.
        foreach (var message in document.Messages.Where(message => IsKafka(document) && !HasKey(message.Place.Node) && message.Place.Node["traits"] is null))
        {
            yield return new Remark(message.Place.Pointer, message.Member, $"The message '{message.Id}' says nothing of its key.");
        }
    }

    private static bool IsKafka(LintDocument document) => document.Source.Root["servers"]?.Members.Any(server => (server.Value["protocol"]?.Text ?? "").StartsWith("kafka", StringComparison.Ordinal)) ?? false;

    private static bool HasKey(SourceNode message) => message["bindings"]?["kafka"]?["key"] is not null || message["x-retailsync-key"] is not null;

    private static string? Wrong(LintDocument document, LintOperation operation, string key)
    {
        var colon = key.IndexOf(":/", StringComparison.Ordinal);
        if (colon < 0)
        {
            return null;
        }

        var schemas = EventBodies.Of(operation, key[..colon]).Select(media => media.Node["schema"]).OfType<SourceNode>().ToList();
        var steps = key[(colon + 2)..].Split('/');
        return schemas.Count > 0 && schemas.All(schema => !Leads(document, schema, steps, 0)) ? $"The key '{key}' of {operation.Name} leads to no property that is required." : null;
    }

    private static bool Leads(LintDocument document, SourceNode schema, ReadOnlySpan<string> steps, int depth)
    {
        if (steps.Length == 0)
        {
            return true;
        }

        if (depth > MaxDepth || document.Schemas.Find(schema, document.Root)?.Node is not { } node)
        {
            return false;
        }

        var name = steps[0].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        if (node["properties"]?[name] is { } next && (node["required"]?.Items.Any(item => item.Text == name) ?? false) && Leads(document, next, steps[1..], depth + 1))
        {
            return true;
        }

        foreach (var part in node["allOf"]?.Items ?? [])
        {
            if (Leads(document, part, steps, depth + 1))
            {
                return true;
            }
        }

        return false;
    }
}
