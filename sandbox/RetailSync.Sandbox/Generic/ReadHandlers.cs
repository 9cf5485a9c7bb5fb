using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Answers what changes nothing.</summary>
internal sealed class ReadHandlers(ResourceStore store, ExampleFactory examples)
{
    private readonly PageOfItems _pages = new(store);

    /// <summary>One resource.</summary>
    public Answer Read(Call call) =>
        store.Find(call.CollectionKey, call.Id) is { } found ? Answer.Of(call.Operation, found) : OperationHandlers.Unknown(call);

    /// <summary>The resources whose properties are what the query parameters of the same name say.</summary>
    public Answer List(Call call)
    {
        var wanted = call.Operation.Parameters
            .Where(parameter => parameter.In is "query" && call.Plan.Collection!.Item.Properties.ContainsKey(parameter.Name) && call.Query.ContainsKey(parameter.Name))
            .Select(parameter => (parameter.Name, Value: call.Query[parameter.Name]))
            .ToList();
        return _pages.Of(call, resource => wanted.TrueForAll(filter => Says(resource[filter.Name], filter.Value)));
    }

    /// <summary>The resources whose properties are what the body's properties of the same name say.</summary>
    public Answer Search(Call call)
    {
        var wanted = call.Body.Where(pair => call.Plan.Collection!.Item.Properties.ContainsKey(pair.Key)).ToList();
        return _pages.Of(call, resource => wanted.TrueForAll(filter => JsonNode.DeepEquals(resource[filter.Key], filter.Value)));
    }

    /// <summary>The example, with the values of the item it is about.</summary>
    public Answer View(Call call)
    {
        var item = call.Plan is { Collection: not null, IdParameter: not null } ? store.Find(call.CollectionKey, call.Id) : [];
        return item is null ? OperationHandlers.Unknown(call) : Answered(call, item);
    }

    /// <summary>The example, with the values of the request.</summary>
    public Answer Calculate(Call call) => Answered(call, call.Body);

    private Answer Answered(Call call, JsonObject given)
    {
        var success = call.Operation.Success;
        return Answer.Of(call.Operation, success.Schema is { } schema ? examples.Answer(schema, given, success.Example) : null);
    }

    private static bool Says(JsonNode? value, string text) => value switch
    {
        null => false,
        JsonArray several => several.Any(one => Says(one, text)),
        _ => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? string.Equals(value.ToJsonString(), text, StringComparison.OrdinalIgnoreCase)
            : value.ToString() == text,
    };
}
