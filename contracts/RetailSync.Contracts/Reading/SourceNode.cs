using System.Text.Json;

namespace RetailSync.Contracts.Reading;

/// <summary>A value in a document, and where it stands. Immutable; safe to read from many threads.</summary>
/// <remarks>Where YAML uses an alias, the same node stands in both places and keeps the position of its anchor.</remarks>
public sealed class SourceNode
{
    // A large document has hundreds of thousands of nodes: the kind shares a field with the line, and there is one field for whatever the node holds.
    private const int KindShift = 28;
    private const uint LineMask = (1u << KindShift) - 1;

    private static readonly SourceMember[] NoMembers = [];
    private static readonly SourceNode[] NoItems = [];

    private readonly uint _kindAndLine;
    private readonly int _column;

    // A text; an array of members or items; or members with an index, once somebody has looked for a key among many.
    private object _content;

    internal SourceNode(SourceKind kind, string text, int line, int column)
        : this((object)text, kind, line, column)
    {
    }

    internal SourceNode(IReadOnlyCollection<SourceMember> members, int line, int column)
        : this(members as SourceMember[] ?? [.. members], SourceKind.Mapping, line, column)
    {
    }

    internal SourceNode(IReadOnlyCollection<SourceNode> items, int line, int column)
        : this(items as SourceNode[] ?? [.. items], SourceKind.List, line, column)
    {
    }

    private SourceNode(object content, SourceKind kind, int line, int column)
    {
        _content = content;
        _kindAndLine = ((uint)kind << KindShift) | ((uint)line & LineMask);
        _column = column;
    }

    /// <summary>What the node is.</summary>
    public SourceKind Kind => (SourceKind)(_kindAndLine >> KindShift);

    /// <summary>The line it starts in, from 1.</summary>
    public int Line => (int)(_kindAndLine & LineMask);

    /// <summary>The column it starts at, from 1, in UTF-16 units.</summary>
    public int Column => _column;

    /// <summary>A text's value; a number, boolean or null as JSON writes it; empty for a mapping or list.</summary>
    public string Text => _content as string ?? "";

    /// <summary>The keys and values in the document's order; empty unless it is a mapping.</summary>
    public IReadOnlyList<SourceMember> Members => MemberArray;

    /// <summary>The items in the document's order; empty unless it is a list.</summary>
    public IReadOnlyList<SourceNode> Items => ItemArray;

    /// <summary>The value under a key; null when there is no such key, or the node is no mapping.</summary>
    public SourceNode? this[string key] => TryFind(key, out var member) ? member.Value : null;

    /// <summary>The members, for those that go through many of them. Not to be changed.</summary>
    internal SourceMember[] MemberArray => _content as SourceMember[] ?? (_content as MemberIndex)?.Members ?? NoMembers;

    /// <summary>The items, for those that go through many of them. Not to be changed.</summary>
    internal SourceNode[] ItemArray => _content as SourceNode[] ?? NoItems;

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

        if (_content is SourceMember[] members)
        {
            if (members.Length < MemberIndex.From)
            {
                foreach (ref readonly var candidate in members.AsSpan())
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

            // Two threads may both make one; either is as good.
            Volatile.Write(ref _content, new MemberIndex(members));
        }

        if (_content is MemberIndex index)
        {
            return index.TryFind(key, out member);
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
                foreach (var member in MemberArray)
                {
                    writer.WritePropertyName(member.Key);
                    member.Value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            case SourceKind.List:
                writer.WriteStartArray();
                foreach (var item in ItemArray)
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
}
