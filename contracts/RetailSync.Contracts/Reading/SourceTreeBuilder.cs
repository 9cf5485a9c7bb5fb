using RetailSync.Gateway;

namespace RetailSync.Contracts.Reading;

/// <summary>Builds the tree from a stream of parser events, and enforces what holds for JSON and YAML alike: limits and unique keys.</summary>
/// <remarks>Methods that return false or null have added the fault; the reader stops then. A repeated key is a fault, but reading goes on.</remarks>
internal sealed class SourceTreeBuilder(string name, ReadingLimits limits, ICollection<ConfigFault> faults)
{
    private const int MostRepeated = 100;

    private readonly Stack<Frame> _open = [];
    private int _repeated;
    private long _nodes;
    private long _characters;

    /// <summary>The outermost value, once it is complete.</summary>
    public SourceNode? Root { get; private set; }

    /// <summary>Whether the next scalar is a key.</summary>
    public bool ExpectsKey => _open.TryPeek(out var top) && top is { IsMapping: true, HasKey: false };

    public bool Begin(bool mapping, int line, int column)
    {
        if (_open.Count >= limits.Depth)
        {
            return Refuse(line, column, $"The document is nested deeper than {limits.Depth} levels.");
        }

        _open.Push(new Frame(mapping, line, column));
        return Count(1, 0, line, column);
    }

    public bool Key(string key, int line, int column)
    {
        var top = _open.Peek();
        if (top.Find(key) is { } first)
        {
            Refuse(line, column, $"The key '{Shorten(key)}' stands here a second time; the first is at line {first.Line}, column {first.Column}.");
            if (++_repeated == MostRepeated)
            {
                return Refuse(line, column, $"{MostRepeated} keys stand in the document twice; the rest was not read.");
            }

            top.SetKey(key, line, column, ignore: true);
        }
        else
        {
            top.SetKey(key, line, column, ignore: false);
        }

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
        if (_open.Count + node.Height > limits.Depth)
        {
            return Refuse(line, column, $"With this alias the document is nested deeper than {limits.Depth} levels.");
        }

        if (!Count(node.Weight, node.TextLength, line, column))
        {
            return false;
        }

        Attach(node);
        return true;
    }

    public SourceNode End()
    {
        var node = _open.Pop().Build();
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
        if (_open.TryPeek(out var top))
        {
            top.Add(node);
        }
        else
        {
            Root = node;
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

    /// <summary>A mapping or list that is not complete yet.</summary>
    private sealed class Frame(bool mapping, int line, int column)
    {
        private const int IndexFrom = 9;

        private readonly List<SourceMember> _members = [];
        private readonly List<SourceNode> _items = [];
        private Dictionary<string, SourceMember>? _index;
        private (string Text, int Line, int Column, bool Ignore) _key;

        public bool IsMapping => mapping;

        public bool HasKey { get; private set; }

        public SourceMember? Find(string key)
        {
            if (_index is not null)
            {
                return _index.TryGetValue(key, out var found) ? found : null;
            }

            foreach (var member in _members)
            {
                if (member.Key == key)
                {
                    return member;
                }
            }

            return null;
        }

        public void SetKey(string key, int keyLine, int keyColumn, bool ignore)
        {
            _key = (key, keyLine, keyColumn, ignore);
            HasKey = true;
        }

        public void Add(SourceNode node)
        {
            if (!mapping)
            {
                _items.Add(node);
                return;
            }

            HasKey = false;
            if (_key.Ignore)
            {
                return;
            }

            var member = new SourceMember(_key.Text, _key.Line, _key.Column, node);
            _members.Add(member);
            _index?.Add(member.Key, member);
            if (_index is null && _members.Count == IndexFrom)
            {
                _index = _members.ToDictionary(each => each.Key, StringComparer.Ordinal);
            }
        }

        public SourceNode Build() => mapping ? new SourceNode(_members, line, column) : new SourceNode(_items, line, column);
    }
}
