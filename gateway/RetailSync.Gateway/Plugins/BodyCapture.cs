using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Plugins;

/// <summary>Keeps the first bytes of a body that passes by, under the global budget for bodies. One thread at a time.</summary>
internal sealed class BodyCapture(int limit, BodyBudget budget)
{
    private const int FirstBytes = 4_096;

    private byte[] _bytes = [];
    private int _count;
    private bool _isCut;
    private bool _isShort;

    /// <summary>Whether the body's end has passed by.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Looks at bytes that pass by.</summary>
    public void Add(ReadOnlySpan<byte> passing)
    {
        var wanted = Math.Min(passing.Length, limit - _count);
        if (wanted < passing.Length)
        {
            _isCut = true;
        }

        if (wanted > 0 && Grow(_count + wanted))
        {
            passing[..wanted].CopyTo(_bytes.AsSpan(_count));
            _count += wanted;
        }
    }

    /// <summary>A copy of the first bytes.</summary>
    public BodyView View(int most) => new(_bytes.AsMemory(0, Math.Min(_count, most)).ToArray(), IsEnded && !_isCut && _count <= most);

    /// <summary>Gives the memory back to the budget.</summary>
    public void Release()
    {
        budget.Return(_bytes.Length);
        _bytes = [];
        _count = 0;
    }

    // Short of room, a body is not kept: the exchange itself must not suffer for a plugin's curiosity.
    private bool Grow(int needed)
    {
        if (needed <= _bytes.Length)
        {
            return true;
        }

        var size = Math.Min(limit, Math.Max(needed, Math.Max(FirstBytes, _bytes.Length * 2)));
        if (_isShort || !budget.TryTake(size - _bytes.Length))
        {
            return !(_isShort = _isCut = true);
        }

        Array.Resize(ref _bytes, size);
        return true;
    }
}
