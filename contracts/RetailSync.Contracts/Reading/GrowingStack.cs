namespace RetailSync.Contracts.Reading;

/// <summary>A stack whose upper part is handed out as an array of its own. Not thread-safe.</summary>
internal sealed class GrowingStack<T>
{
    private T[] _values = new T[64];

    public int Count { get; private set; }

    public void Push(T value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Count * 2);
        }

        _values[Count++] = value;
    }

    /// <summary>What lies above a height. Valid until the next change.</summary>
    public ReadOnlySpan<T> From(int height) => _values.AsSpan(height, Count - height);

    /// <summary>Takes what lies above a height.</summary>
    public T[] Pop(int height)
    {
        var taken = From(height).ToArray();
        Count = height;
        return taken;
    }
}
