using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Applies changes and notes each in the ledger.</summary>
internal sealed class ChangeHandlers(ResourceStore store, ExampleFactory examples, Ledger ledger)
{
    private const string Status = "status";
    private const int MostAttempts = 1_000;

    /// <summary>Keeps a new resource under the id that the body has, or a new one.</summary>
    public Answer Create(Call call)
    {
        var collection = call.Plan.Collection!;
        var natural = collection.IdProperty is { } property ? call.Body[property]?.ToString() : null;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var id = natural ?? examples.NewId(collection.IdSchema);
            var resource = NewResource(call, collection, id);
            if (store.TryAdd(call.CollectionKey, id, resource, () => Note(call, id)))
            {
                return Created(call, collection, id, resource);
            }

            if (natural is not null)
            {
                break;
            }
        }

        return Answer.Refuse(call.Operation, StatusCodes.Status409Conflict, natural is null ? "No id is left." : $"There is an entry with the id '{natural}'.");
    }

    /// <summary>Replaces a resource, but for what only the system itself sets. Where the contract knows no 404, one that is not there is made, and one that is already so stays.</summary>
    public Answer Replace(Call call)
    {
        if (!call.Operation.Responses.ContainsKey(StatusCodes.Status404NotFound) && Keep(call) is { } kept)
        {
            return kept;
        }

        var schema = call.Plan.Collection!.Item;
        return Changed(call, current =>
        {
            var given = (JsonObject)call.Body.DeepClone();
            foreach (var name in schema.Properties.Where(pair => pair.Value.IsReadOnly || pair.Key == call.Plan.Collection.IdProperty).Select(pair => pair.Key))
            {
                if (current.TryGetPropertyValue(name, out var kept))
                {
                    given[name] = kept?.DeepClone();
                }
            }

            return examples.Touched(schema, examples.Resource(schema, given, current));
        });
    }

    /// <summary>Merges the body into a resource.</summary>
    public Answer Merge(Call call) => Changed(call, current => examples.Touched(call.Plan.Collection!.Item, MergePatch.Apply(current, call.Body)));

    /// <summary>Moves a resource on to the state that the action's name says, and notes on it what the body says.</summary>
    public Answer Act(Call call)
    {
        var collection = call.Plan.Collection!;
        return Changed(call, current =>
        {
            var next = (JsonObject)current.DeepClone();
            foreach (var (name, value) in call.Body)
            {
                if (name != collection.IdProperty && collection.Item.Properties.TryGetValue(name, out var property) && property.Fits(value))
                {
                    next[name] = value?.DeepClone();
                }
            }

            if (collection.Item.Properties.TryGetValue(Status, out var status))
            {
                var example = call.Operation.Success.Example is JsonObject shown ? shown[Status]?.ToString() : null;
                next[Status] = Participles.StateAfter(PathTemplate.Last(call.Operation.Path), status.Enum, example);
            }

            return examples.Touched(collection.Item, next);
        });
    }

    /// <summary>Removes a resource.</summary>
    public Answer Remove(Call call) => store.Remove(call.CollectionKey, call.Id, () => Note(call, call.Id))
        ? Answer.Of(call.Operation, null)
        : OperationHandlers.Unknown(call);

    // Null: there is another.
    private Answer? Keep(Call call)
    {
        var collection = call.Plan.Collection!;
        var given = NewResource(call, collection, call.Id);
        if (store.TryAdd(call.CollectionKey, call.Id, given, () => Note(call, call.Id)))
        {
            return Shown(call, collection, given);
        }

        return store.Find(call.CollectionKey, call.Id) is { } current && call.Body.All(member => JsonNode.DeepEquals(current[member.Key], member.Value)) ? Shown(call, collection, current) : null;
    }

    private JsonObject NewResource(Call call, CollectionPlan collection, string id)
    {
        var given = (JsonObject)call.Body.DeepClone();
        foreach (var (name, value) in call.Path)
        {
            given.TryAdd(name, value);
        }

        if (collection.IdProperty is { } property)
        {
            given[property] = collection.IdSchema!.Is("integer") ? JsonNode.Parse(id) : id;
        }

        return examples.Resource(collection.Item, given, call.Operation.Success.Example);
    }

    private Answer Created(Call call, CollectionPlan collection, string id, JsonObject resource)
    {
        // Relative to the request, so that it holds below whatever prefix a proxy has put in front.
        var location = collection.HasItemPath ? $"{PathTemplate.Last(collection.Template)}/{Uri.EscapeDataString(id)}" : null;
        return Shown(call, collection, resource) with { Location = location };
    }

    private Answer Changed(Call call, Func<JsonObject, JsonObject> change) =>
        store.Change(call.CollectionKey, call.Id, change, () => Note(call, call.Id)) is { } resource
            ? Shown(call, call.Plan.Collection!, resource)
            : OperationHandlers.Unknown(call);

    /// <summary>The resource, if that is what the operation answers with; otherwise the example with the values of both.</summary>
    private Answer Shown(Call call, CollectionPlan collection, JsonObject resource)
    {
        var success = call.Operation.Success;
        if (success.Schema is not { } schema)
        {
            return Answer.Of(call.Operation, null);
        }

        var isResource = collection.IdProperty is null || schema.Properties.Keys.SequenceEqual(collection.Item.Properties.Keys);
        return Answer.Of(call.Operation, isResource ? resource : examples.Answer(schema, MergePatch.Apply(resource, call.Body), success.Example));
    }

    private void Note(Call call, string id) => ledger.Append(call.Operation.Id, id, call.Facts, ReferenceIn(call.Body));

    /// <summary>The caller's own number: a <c>reference</c>, or the first of the <c>externalIds</c>.</summary>
    private static string? ReferenceIn(JsonObject body) =>
        body["reference"]?.ToString() ?? ((body["externalIds"] as JsonArray)?.FirstOrDefault() as JsonObject)?["id"]?.ToString();
}
