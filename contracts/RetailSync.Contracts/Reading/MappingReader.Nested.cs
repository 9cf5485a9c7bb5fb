namespace RetailSync.Contracts.Reading;

/// <content>Lists, and mappings inside the mapping.</content>
public sealed partial class MappingReader
{
    /// <summary>A list of texts; empty when the key is missing.</summary>
    public IReadOnlyList<string> TextList(string key)
    {
        List<string> texts = [];
        foreach (var item in Items(key))
        {
            if (item is { Kind: SourceKind.Text, Text: not "" })
            {
                texts.Add(item.Text);
            }
            else
            {
                Fault(item, $"'{key}' must be a list of texts, but this item is {Found(item)}.");
            }
        }

        return texts;
    }

    /// <summary>A list of mappings; empty when the key is missing.</summary>
    public IReadOnlyList<MappingReader> MappingList(string key) =>
        [.. Items(key).Select(item => Open(_document, item, $"An item of '{key}'", _faults)).OfType<MappingReader>()];

    /// <summary>A mapping that must be there.</summary>
    public MappingReader? RequiredMapping(string key) => Required(key) ? OptionalMapping(key) : null;

    /// <summary>A mapping that may be missing.</summary>
    public MappingReader? OptionalMapping(string key) =>
        Find(key) is { } node ? Open(_document, node, $"'{key}'", _faults) : null;

    private IReadOnlyList<SourceNode> Items(string key)
    {
        var node = Find(key);
        if (node is not null and not { Kind: SourceKind.List })
        {
            Wrong<object>(key, node, "a list");
        }

        return node?.Items ?? [];
    }
}
