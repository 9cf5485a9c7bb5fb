using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>The edits of one consumer in the text of a landscape file.</summary>
internal static class ConsumerText
{
    /// <summary>Whether the file has a list of consumers.</summary>
    public static bool HasConsumers(string text) => YamlSpan.Read(text)?.Entry("consumers") is not null;

    /// <summary>Whether the file holds the consumer.</summary>
    public static bool Holds(string text, string consumerId) => FindConsumer(text, consumerId) is not null;

    /// <summary>Adds a consumer at the end of the list, and the list where there is none.</summary>
    public static string Add(string text, Consumer consumer)
    {
        if (YamlSpan.Read(text) is { Entries: not null } root)
        {
            return new YamlEditor(text).AddItem(root, "consumers", YamlText.ConsumerLines(consumer), YamlText.ConsumerLine(consumer));
        }

        // Nothing but comments, or nothing at all.
        var gap = text.Length > 0 && !text.EndsWith('\n') ? "\n" : "";
        return Add($"{text}{gap}consumers: []\n", consumer);
    }

    /// <summary>Adds a key to a consumer.</summary>
    public static string AddKey(string text, string consumerId, ApiKeyRecord key) =>
        new YamlEditor(text).AddItem(Consumer(text, consumerId), "keys", [YamlText.Key(key)], YamlText.Key(key));

    /// <summary>Sets when a consumer's key stops working.</summary>
    public static string SetExpiry(string text, string consumerId, string prefix, DateTimeOffset at)
    {
        var keys = Consumer(text, consumerId).Entry("keys")!.Value.Value.Items!;
        return new YamlEditor(text).SetScalar(keys[IndexOf(keys, prefix)], "expires", YamlText.Moment(at));
    }

    /// <summary>Removes a consumer's key.</summary>
    public static string RemoveKey(string text, string consumerId, string prefix)
    {
        var consumer = Consumer(text, consumerId);
        return new YamlEditor(text).RemoveItem(consumer, "keys", IndexOf(consumer.Entry("keys")!.Value.Value.Items!, prefix));
    }

    private static YamlSpan Consumer(string text, string id) => FindConsumer(text, id) ?? throw new ArgumentException($"The text holds no consumer '{id}'.", nameof(id));

    private static YamlSpan? FindConsumer(string text, string id) =>
        YamlSpan.Read(text)?.Entry("consumers")?.Value.Items?.FirstOrDefault(item => item.Entry("id")?.Value.Scalar == id);

    private static int IndexOf(IReadOnlyList<YamlSpan> keys, string prefix)
    {
        for (var index = 0; index < keys.Count; index++)
        {
            if (keys[index].Entry("prefix")?.Value.Scalar == prefix)
            {
                return index;
            }
        }

        throw new ArgumentException($"There is no key '{prefix}'.", nameof(prefix));
    }
}
