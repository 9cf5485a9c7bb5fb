namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// A set of step numbers in the order they were added, over memory of the caller: two integers per step, which need not be cleared.
/// </summary>
internal ref struct StepSet
{
    private readonly Span<int> _items;
    private readonly Span<int> _places;

    internal StepSet(Span<int> memory)
    {
        _items = memory[..(memory.Length / 2)];
        _places = memory[(memory.Length / 2)..];
    }

    internal int Count { get; private set; }

    internal readonly int this[int at] => _items[at];

    internal readonly ReadOnlySpan<int> Items => _items[..Count];

    internal void Add(int step)
    {
        // The place may be left over from another use; it counts only if the item there says the same.
        var place = _places[step];
        if ((uint)place < (uint)Count && _items[place] == step)
        {
            return;
        }

        _items[Count] = step;
        _places[step] = Count++;
    }

    internal void Clear() => Count = 0;
}
