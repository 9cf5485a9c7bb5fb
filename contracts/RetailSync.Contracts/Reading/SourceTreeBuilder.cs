using RetailSync.Gateway;

namespace RetailSync.Contracts.Reading;

/// <summary>Builds the tree from a stream of parser events, and enforces what holds for JSON and YAML alike: limits and unique keys.</summary>
/// <remarks>Methods that return false or null have added the fault; the reader stops then. A repeated key is a fault, but reading goes on.</remarks>
internal sealed class SourceTreeBuilder(string name, ReadingLimits limits, ICollection<ConfigFault> faults)
{
    private const int MostRepeated = 100;

    private readonly OpenCollection[] _open = new OpenCollection[limits.Depth];

    // Members and items of all collections that are open, the innermost one's last: each collection is copied out when it ends.
    private readonly GrowingStack<SourceMember> _members = new();
    private readonly GrowingStack<SourceNode> _items = new();
    private int _depth;
    private int _repeated;
    private long _nodes;
    private long _characters;

    /// <summary>The outermost value, once it is complete.</summary>
    public SourceNode? Root { get; private set; }

    /// <summary>Whether the next scalar is a key.</summary>
    public bool ExpectsKey => _depth > 0 && _open[_depth - 1] is { IsMapping: true, HasKey: false };

    public bool Begin(bool mapping, int line, int column)
    {
        if (_depth >= limits.Depth)
        {
            return Refuse(line, column, $"The document is nested deeper than {limits.Depth} levels.");
        }

        (_open[_depth] ??= new OpenCollection()).Begin(mapping, mapping ? _members.Count : _items.Count, line, column);
        _depth++;
        return Count(1, 0, line, column);
    }

    public bool Key(string key, int line, int column)
    {
        var top = _open[_depth - 1];
        var isRepeated = top.TryFind(key, _members.From(top.Start), out var first);
        if (isRepeated)
        {
            Refuse(line, column, $"The key '{Shorten(key)}' stands here a second time; the first is at line {first.Line}, column {first.Column}.");
            if (++_repeated == MostRepeated)
            {
                return Refuse(line, column, $"{MostRepeated} keys stand in the document twice; the rest was not read.");
            }
        }

        top.SetKey(key, line, column, isRepeated);
        return Count(0, key.Length, line, column);
    }

    public SourceNode? Scalar(SourceKind kind, string text, int line, int column)
    {
        if (!Count(1, text.Length, line, column))
        {
            return null;
        }

        var node = new SourceNode(kind, text, line, column);
        Attach(node);
        return node;
    }

    /// <summary>Puts a node that was read before in a second place.</summary>
    public bool Alias(SourceNode node, int line, int column)
    {
        var size = SourceSize.Of(node, limits);
        if (_depth + size.Height > limits.Depth)
        {
            return Refuse(line, column, $"With this alias the document is nested deeper than {limits.Depth} levels.");
        }

        if (!Count(size.Nodes, size.Characters, line, column))
        {
            return false;
        }

        Attach(node);
        return true;
    }

    public SourceNode End()
    {
        var top = _open[--_depth];
        var node = top.IsMapping
            ? new SourceNode(_members.Pop(top.Start), top.Line, top.Column)
            : new SourceNode(_items.Pop(top.Start), top.Line, top.Column);
        Attach(node);
        return node;
    }

    /// <summary>A piece of the document, as long as a message should show it.</summary>
    public static string Shorten(string text) => text.Length <= 80 ? text : $"{text[..80]}...";

    public bool Refuse(int line, int column, string message)
    {
        faults.Add(new ConfigFault($"{name}:{line}:{column}", message));
        return false;
    }

    private void Attach(SourceNode node)
    {
        if (_depth == 0)
        {
            Root = node;
            return;
        }

        var top = _open[_depth - 1];
        if (!top.IsMapping)
        {
            _items.Push(node);
        }
        else if (top.TakeKey(node) is { } member)
        {
            _members.Push(member);
        }
    }

    private bool Count(long nodes, long characters, int line, int column)
    {
        _nodes += nodes;
        _characters += characters;
        if (_nodes > limits.Nodes)
        {
            return Refuse(line, column, $"The document holds more than {limits.Nodes} values, aliases counted as often as they are used.");
        }

        return _characters <= limits.Characters
            || Refuse(line, column, $"The document holds more than {limits.Characters} characters of text, aliases counted as often as they are used.");
    }
}
