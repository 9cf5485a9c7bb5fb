using System.Buffers;

namespace RetailSync.Gateway;

/// <summary>A body in pooled memory that is on the account of the budget for bodies until it is disposed. One owner at a time.</summary>
public interface IHeldBody : IDisposable
{
    /// <summary>The whole body. Valid until it is disposed.</summary>
    ReadOnlySequence<byte> Bytes { get; }
}
