namespace RetailSync.Contracts.Reading;

/// <summary>The members of a mapping that has many, found by key. Immutable; safe to use from many threads.</summary>
internal sealed class MemberIndex
{
    /// <summary>From this many members on, looking them up is faster than going through them.</summary>
    public const int From = 9;

    private readonly Dictionary<string, int> _positions;

    public MemberIndex(SourceMember[] members)
    {
        Members = members;
        _positions = new Dictionary<string, int>(members.Length, StringComparer.Ordinal);
        for (var i = 0; i < members.Length; i++)
        {
            _positions[members[i].Key] = i;
        }
    }

    /// <summary>The members in the document's order.</summary>
    public SourceMember[] Members { get; }

    public bool TryFind(string key, out SourceMember member)
    {
        var isFound = _positions.TryGetValue(key, out var position);
        member = isFound ? Members[position] : default;
        return isFound;
    }
}
