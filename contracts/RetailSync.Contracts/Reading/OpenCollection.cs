namespace RetailSync.Contracts.Reading;

/// <summary>A mapping or list that is not complete yet. Used again for each at the same depth. Not thread-safe.</summary>
internal sealed class OpenCollection
{
    // Fewer keys are compared in turn.
    private const int IndexFrom = 17;

    // A larger index is not kept for the next mapping, which would have to clear it.
    private const int LargestKept = 512;

    private Dictionary<string, int>? _index;
    private bool _usesIndex;
    private string _key = "";
    private int _keyLine;
    private int _keyColumn;
    private bool _ignores;

    public bool IsMapping { get; private set; }

    /// <summary>Where its members or items begin among those of all that are open.</summary>
    public int Start { get; private set; }

    public int Line { get; private set; }

    public int Column { get; private set; }

    /// <summary>Whether a key waits for its value.</summary>
    public bool HasKey { get; private set; }

    public void Begin(bool isMapping, int start, int line, int column)
    {
        (IsMapping, Start, Line, Column, HasKey, _usesIndex) = (isMapping, start, line, column, false, false);
    }

    /// <summary>Finds the member with this key among those that were read.</summary>
    public bool TryFind(string key, ReadOnlySpan<SourceMember> members, out SourceMember first)
    {
        first = default;
        if (members.Length < IndexFrom)
        {
            foreach (ref readonly var member in members)
            {
                if (member.Key == key)
                {
                    first = member;
                    return true;
                }
            }

            return false;
        }

        Extend(members);
        if (!_index!.TryGetValue(key, out var position))
        {
            return false;
        }

        first = members[position];
        return true;
    }

    public void SetKey(string key, int line, int column, bool ignores) => (_key, _keyLine, _keyColumn, _ignores, HasKey) = (key, line, column, ignores, true);

    /// <summary>The key that waits, with its value; null when the key stands here a second time.</summary>
    public SourceMember? TakeKey(SourceNode value)
    {
        HasKey = false;
        return _ignores ? null : new SourceMember(_key, _keyLine, _keyColumn, value);
    }

    private void Extend(ReadOnlySpan<SourceMember> members)
    {
        if (!_usesIndex)
        {
            _usesIndex = true;
            if (_index is null || _index.Count > LargestKept)
            {
                _index = new Dictionary<string, int>(StringComparer.Ordinal);
            }

            _index.Clear();
        }

        for (var i = _index!.Count; i < members.Length; i++)
        {
            _index.Add(members[i].Key, i);
        }
    }
}
