using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Reuse;

/// <summary>What is shared is used.</summary>
internal sealed class ComponentsAreUsed : ILintRule
{
    private static readonly string[] Maps = ["schemas", "parameters", "responses", "requestBodies", "headers", "examples", "messages", "messageTraits", "operationTraits"];

    /// <inheritdoc/>
    public string Why => "What nothing refers to is read, translated and kept right for nothing; often it is a reference that was meant.";

    /// <inheritdoc/>
    public string Fix => "Remove it, or refer to it.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        Collect(document.Source.Root, used);

        // A document without operations is a library: others refer to it.
        var isLibrary = document.Source.Root["paths"] is null && document.Source.Root["channels"] is null && document.Source.Root["webhooks"] is null;
        return isLibrary ? [] : Maps.SelectMany(map => document.Components(map)
            .Where(component => !used.Contains($"#{component.Pointer}"))
            .Select(component => new Remark(component.Pointer, component.Member, $"Nothing refers to '{component.Member.Key}' under {map}.")));
    }

    private static void Collect(SourceNode node, HashSet<string> used)
    {
        foreach (var item in node.Items)
        {
            Collect(item, used);
        }

        foreach (var member in node.Members)
        {
            if (member is { Key: "$ref" or "$dynamicRef", Value.Kind: SourceKind.Text })
            {
                used.Add(Component(Uri.UnescapeDataString(member.Value.Text)));
            }
            else if (member.Key is "mapping" or "defaultMapping" or "discriminator")
            {
                CollectMapping(member.Value, used);
            }
            else
            {
                Collect(member.Value, used);
            }
        }
    }

    // #/components/schemas/Order/properties/id uses Order.
    private static string Component(string reference)
    {
        var steps = reference.Split('/');
        return steps.Length > 4 ? string.Join('/', steps.Take(4)) : reference;
    }

    // A discriminator names schemas by reference or by name.
    private static void CollectMapping(SourceNode node, HashSet<string> used)
    {
        used.Add(node.Text.StartsWith('#') ? node.Text : $"#/components/schemas/{node.Text}");
        foreach (var member in node.Members)
        {
            CollectMapping(member.Value, used);
        }
    }
}
