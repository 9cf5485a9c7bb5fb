using System.Buffers;
using System.Numerics;

namespace RetailSync.Gateway.Pipeline;

/// <summary>A body held in pooled memory under the global budget. Owned by the pipeline; disposed when the exchange ends.</summary>
/// <param name="budget">The budget.</param>
/// <param name="holder">On whose account it is.</param>
/// <param name="expectedBytes">How long it will be, where somebody who can be trusted has said so: then it lies in one piece. 0: not known.</param>
internal sealed class PooledBody(BodyBudget budget, BodyHolder holder, int expectedBytes = 0) : IHeldBody
{
    private const int SegmentBytes = 16_384;
    private const int MostInOnePiece = 1_048_576;

    private readonly List<byte[]> _segments = [];
    private int _lastUsed;
    private long _taken;

    /// <summary>How many bytes the body has so far.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the last time there was no room because the caller's own share is used up, not the whole budget.</summary>
    public bool IsShareUsedUp { get; private set; }

    /// <summary>Room to read into; empty when the budget has no more.</summary>
    public Memory<byte> GetMemory()
    {
        if (_segments.Count == 0 || _lastUsed == _segments[^1].Length)
        {
            var bytes = _segments.Count == 0 && expectedBytes is > SegmentBytes and <= MostInOnePiece ? (int)BitOperations.RoundUpToPowerOf2((uint)expectedBytes) : SegmentBytes;
            if (!budget.TryTake(holder, bytes, out var isShareUsedUp))
            {
                IsShareUsedUp = isShareUsedUp;
                return Memory<byte>.Empty;
            }

            _taken += bytes;
            _segments.Add(ArrayPool<byte>.Shared.Rent(bytes));
            _lastUsed = 0;
        }

        return _segments[^1].AsMemory(_lastUsed);
    }

    /// <summary>Says how much of the room was filled.</summary>
    public void Advance(int bytes)
    {
        _lastUsed += bytes;
        Length += bytes;
    }

    /// <inheritdoc/>
    public ReadOnlySequence<byte> Bytes => AsSequence();

    /// <summary>The whole body.</summary>
    public ReadOnlySequence<byte> AsSequence()
    {
        if (Length == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        var first = new Segment(_segments[0].AsMemory(0, _segments.Count == 1 ? _lastUsed : _segments[0].Length), 0);
        var last = first;
        for (var i = 1; i < _segments.Count; i++)
        {
            last = last.Append(_segments[i].AsMemory(0, i == _segments.Count - 1 ? _lastUsed : _segments[i].Length));
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>Adds bytes. False: the budget has no room for them.</summary>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = GetMemory().Span;
            if (room.IsEmpty)
            {
                return false;
            }

            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            Advance(count);
            bytes = bytes[count..];
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            ArrayPool<byte>.Shared.Return(segment);
        }

        _segments.Clear();
        budget.Return(holder, _taken);
        _taken = 0;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
