using System.Text.Json;

namespace RetailSync.Contracts.Reading;

/// <summary>A value in a document, and where it stands. Immutable; safe to read from many threads.</summary>
/// <remarks>Where YAML uses an alias, the same node stands in both places and keeps the position of its anchor.</remarks>
public sealed class SourceNode
{
    private const int IndexFrom = 9;

    private static readonly SourceMember[] NoMembers = [];
    private static readonly SourceNode[] NoItems = [];

    private readonly SourceMember[] _members = NoMembers;
    private readonly SourceNode[] _items = NoItems;
    private readonly Dictionary<string, int>? _index;

    internal SourceNode(SourceKind kind, string text, int line, int column)
    {
        Kind = kind;
        Text = text;
        Line = line;
        Column = column;
        Weight = 1;
        TextLength = text.Length;
    }

    internal SourceNode(IReadOnlyCollection<SourceMember> members, int line, int column)
        : this(SourceKind.Mapping, "", line, column)
    {
        _members = [.. members];
        Height = 1;
        foreach (var member in _members)
        {
            Include(member.Value);
            TextLength += member.Key.Length;
        }

        if (_members.Length >= IndexFrom)
        {
            _index = new Dictionary<string, int>(_members.Length);
            for (var i = 0; i < _members.Length; i++)
            {
                _index[_members[i].Key] = i;
            }
        }
    }

    internal SourceNode(IReadOnlyCollection<SourceNode> items, int line, int column)
        : this(SourceKind.List, "", line, column)
    {
        _items = [.. items];
        Height = 1;
        foreach (var item in _items)
        {
            Include(item);
        }
    }

    /// <summary>What the node is.</summary>
    public SourceKind Kind { get; }

    /// <summary>The line it starts in, from 1.</summary>
    public int Line { get; }

    /// <summary>The column it starts at, from 1, in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>A text's value; a number, boolean or null as JSON writes it; empty for a mapping or list.</summary>
    public string Text { get; }

    /// <summary>The keys and values in the document's order; empty unless it is a mapping.</summary>
    public IReadOnlyList<SourceMember> Members => _members;

    /// <summary>The items in the document's order; empty unless it is a list.</summary>
    public IReadOnlyList<SourceNode> Items => _items;

    /// <summary>The value under a key; null when there is no such key, or the node is no mapping.</summary>
    public SourceNode? this[string key] => TryFind(key, out var member) ? member.Value : null;

    /// <summary>Nodes below and including this one, aliases counted as often as they are used.</summary>
    internal long Weight { get; private set; }

    /// <summary>Characters of text below and including this one, aliases counted as often as they are used.</summary>
    internal long TextLength { get; private set; }

    /// <summary>Levels of mappings and lists below and including this one.</summary>
    internal int Height { get; private set; }

    /// <summary>How a message calls it: <c>a number</c>.</summary>
    internal string Description => Kind switch
    {
        SourceKind.Mapping => "a mapping",
        SourceKind.List => "a list",
        SourceKind.Text => "a text",
        SourceKind.Number => "a number",
        SourceKind.Boolean => "a boolean",
        _ => "empty",
    };

    /// <summary>Finds a key and its value; false when there is no such key, or the node is no mapping.</summary>
    public bool TryFind(string key, out SourceMember member)
    {
        ArgumentNullException.ThrowIfNull(key);

        if (_index is not null)
        {
            var found = _index.TryGetValue(key, out var position);
            member = found ? _members[position] : default;
            return found;
        }

        foreach (var candidate in _members)
        {
            if (candidate.Key == key)
            {
                member = candidate;
                return true;
            }
        }

        member = default;
        return false;
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case SourceKind.Mapping:
                writer.WriteStartObject();
                foreach (var member in _members)
                {
                    writer.WritePropertyName(member.Key);
                    member.Value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            case SourceKind.List:
                writer.WriteStartArray();
                foreach (var item in _items)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case SourceKind.Text:
                writer.WriteStringValue(Text);
                break;
            default:
                // As it was written: 19.99 and 1.0 must not pass through a double.
                writer.WriteRawValue(Text, skipInputValidation: true);
                break;
        }
    }

    private void Include(SourceNode child)
    {
        Weight += child.Weight;
        TextLength += child.TextLength;
        Height = Math.Max(Height, child.Height + 1);
    }
}
