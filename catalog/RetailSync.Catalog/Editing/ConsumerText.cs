using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>The edits of one consumer in the text of a landscape file.</summary>
/// <remarks>
/// What cannot be found (it may hide behind an alias) is not edited. The editor reads the result again and refuses it when it does not say what was meant.
/// </remarks>
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
        FindConsumer(text, consumerId) is { } consumer ? new YamlEditor(text).AddItem(consumer, "keys", [YamlText.Key(key)], YamlText.Key(key)) : text;

    /// <summary>Sets when a consumer's key stops working.</summary>
    public static string SetExpiry(string text, string consumerId, string prefix, DateTimeOffset at) =>
        FindKey(text, consumerId, prefix) is { } found ? new YamlEditor(text).SetScalar(found.Key, "expires", YamlText.Moment(at)) : text;

    /// <summary>Removes a consumer's key.</summary>
    public static string RemoveKey(string text, string consumerId, string prefix) =>
        FindKey(text, consumerId, prefix) is { } found ? new YamlEditor(text).RemoveItem(found.Consumer, "keys", found.Index) : text;

    private static YamlSpan? FindConsumer(string text, string id) =>
        YamlSpan.Read(text)?.Entry("consumers")?.Value.Items?.FirstOrDefault(item => item.Entry("id")?.Value.Scalar == id);

    private static (YamlSpan Consumer, YamlSpan Key, int Index)? FindKey(string text, string consumerId, string prefix)
    {
        var consumer = FindConsumer(text, consumerId);
        var keys = consumer?.Entry("keys")?.Value.Items ?? [];
        for (var index = 0; index < keys.Count; index++)
        {
            if (keys[index].Entry("prefix")?.Value.Scalar == prefix)
            {
                return (consumer!, keys[index], index);
            }
        }

        return null;
    }
}
