using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Reads operation objects.</summary>
/// <param name="scope">The document.</param>
/// <param name="channels">The channels that were read, by their definition.</param>
internal sealed class AsyncApiOperationReader(AsyncApiScope scope, IReadOnlyDictionary<SourceNode, AsyncApiChannel> channels)
{
    private readonly TraitMerger _traits = new(scope);

    /// <summary>The operation at a place past references; null, with a fault, when it cannot be read.</summary>
    public AsyncApiOperation? Read(string name, DocumentPlace place)
    {
        if (scope.Open(place.Node, $"The operation '{name}'", AsyncApiKeys.Operation) is null)
        {
            return null;
        }

        var merged = place with { Node = _traits.Apply(place, "The operation trait", AsyncApiKeys.OperationTrait) };
        var operation = MappingReader.Open(scope.Document, merged.Node, $"The operation '{name}'", scope.Faults)!;
        operation.OptionalText("title");
        operation.OptionalText("summary");
        var action = operation.Has("action") ? operation.OptionalEnum<AsyncApiAction>("action") : Missing(operation, "action");
        var channel = Channel(operation, isRequired: true);
        if (action is null || channel is null)
        {
            return null;
        }

        var (replyChannel, replies) = Reply(merged);
        return new AsyncApiOperation(
            name,
            action.Value,
            channel,
            Messages(operation, merged, channel),
            replyChannel,
            replies,
            place.Pointer,
            scope.LocateKey(scope.Document.Root["operations"], name));
    }

    private static AsyncApiAction? Missing(MappingReader operation, string key)
    {
        operation.Fault($"'{key}' is missing: write 'send' or 'receive'.");
        return null;
    }

    private AsyncApiChannel? Channel(MappingReader holder, bool isRequired)
    {
        if (holder.Find("channel") is not { } channel)
        {
            if (isRequired)
            {
                holder.Fault("'channel' is missing: write channel: { $ref: '#/channels/<name>' }.");
            }

            return null;
        }

        if (channel["$ref"] is not { Kind: SourceKind.Text } reference)
        {
            holder.Fault("channel", "'channel' must be a reference such as { $ref: '#/channels/orders' }.");
            return null;
        }

        if (!reference.Text.StartsWith("#/channels/", StringComparison.Ordinal))
        {
            holder.Fault("channel", $"'{reference.Text}' is not under '#/channels': an operation works on a channel of the document itself.");
            return null;
        }

        // A reference that leads nowhere is told by the check of references, a channel with a fault was told when it was read.
        return DocumentPlace.Follow(scope.Root with { Node = channel }) is { } place && channels.TryGetValue(place.Node, out var read) ? read : null;
    }

    private (AsyncApiChannel? Channel, IReadOnlyList<AsyncApiMessage> Messages) Reply(DocumentPlace operation)
    {
        if (operation.Down("reply") is not { } place || scope.Open(place.Node, "The reply", AsyncApiKeys.Reply) is not { } reply)
        {
            return (null, []);
        }

        if (place.Down("address") is { } address && scope.Open(address.Node, "The reply's address", "location", "description") is { } opened)
        {
            opened.RequiredText("location");
        }

        var channel = Channel(reply, isRequired: false);
        return (channel, channel is null ? [] : Messages(reply, place, channel));
    }

    private List<AsyncApiMessage> Messages(MappingReader holder, DocumentPlace place, AsyncApiChannel channel)
    {
        if (place.Node["messages"] is not { } list)
        {
            return [.. channel.Messages.Values];
        }

        if (list.Kind != SourceKind.List)
        {
            holder.Fault("messages", $"'messages' must be a list of references, but is {list.Description}.");
            return [];
        }

        List<AsyncApiMessage> messages = [];
        foreach (var item in list.Items)
        {
            if (Message(item, channel) is { } message)
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    private AsyncApiMessage? Message(SourceNode item, AsyncApiChannel channel)
    {
        if (item["$ref"] is not { Kind: SourceKind.Text } reference)
        {
            scope.Fault(item, $"A message of an operation is a reference such as {{ $ref: '#/channels/{channel.Name}/messages/<name>' }}.");
            return null;
        }

        // The reference names the entry in the channel's own map (section "Operation Object"), which may itself refer to components.
        if (EntryOf(reference.Text, channel) is { } key)
        {
            if (channel.Messages.TryGetValue(key, out var message))
            {
                return message;
            }

            // Its message could not be read, which has been told.
            if (scope.Document.Find(channel.Pointer)?["messages"]?[key] is not null)
            {
                return null;
            }
        }

        if (LocalReference.Find(scope.Document.Root, reference.Text) is null)
        {
            return null;
        }

        var known = channel.Messages.Count == 0 ? "none" : string.Join(", ", channel.Messages.Keys.Take(10).Select(name => $"#/channels/{channel.Name}/messages/{name}"));
        scope.Fault(reference, $"'{reference.Text}' is no message of the channel '{channel.Name}'. It has: {known}.");
        return null;
    }

    private static string? EntryOf(string reference, AsyncApiChannel channel)
    {
        var plain = Uri.UnescapeDataString(reference);
        foreach (var map in (string[])[$"#/channels/{SubschemaKeywords.Escape(channel.Name)}/messages/", $"#{channel.Pointer}/messages/"])
        {
            if (plain.StartsWith(map, StringComparison.Ordinal))
            {
                return plain[map.Length..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            }
        }

        return null;
    }
}
