using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Fills a store with the examples that a contract shows of what can be read.</summary>
internal static class Seeds
{
    /// <summary>Adds the entries of the lists' examples, then the items' examples that are not among them.</summary>
    public static void Plant(IReadOnlyList<OperationPlan> plans, ResourceStore store)
    {
        foreach (var plan in plans.Where(plan => plan.Kind is OperationKind.List))
        {
            var example = plan.Operation.Success.Example;
            var entries = example as JsonArray ?? example?[PageOfItems.ItemsProperty] as JsonArray ?? [];
            foreach (var entry in entries.OfType<JsonObject>())
            {
                Plant(plan, entry, store);
            }
        }

        foreach (var plan in plans.Where(plan => plan.Kind is OperationKind.Read))
        {
            if (plan.Operation.Success.Example is JsonObject entry)
            {
                Plant(plan, entry, store);
            }
        }
    }

    private static void Plant(OperationPlan plan, JsonObject entry, ResourceStore store)
    {
        var collection = plan.Collection!;
        var id = collection.IdProperty is { } property ? entry[property]?.ToString() : null;
        id ??= plan.IdParameter is { } parameter ? ExampleOf(plan, parameter) : Guid.NewGuid().ToString();
        var key = plan.Prefix + PathTemplate.Fill(collection.Template, name => entry[name]?.ToString() ?? ExampleOf(plan, name));
        store.TryAdd(key, id, (JsonObject)entry.DeepClone(), () => { });
    }

    private static string ExampleOf(OperationPlan plan, string parameter) =>
        plan.Operation.Parameters.FirstOrDefault(one => one.In is "path" && one.Name == parameter)?.Example?.ToString()
        ?? throw new InvalidDataException($"{plan.Operation.Id}: the path parameter '{parameter}' has no example, so its example cannot be kept anywhere.");
}
