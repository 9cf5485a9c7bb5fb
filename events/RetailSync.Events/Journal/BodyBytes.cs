using System.Buffers;

namespace RetailSync.Events.Journal;

/// <summary>Bodies in one piece.</summary>
internal static class BodyBytes
{
    /// <summary>The body in one piece; copied only when it is in several.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlySequence<byte> body) => body.IsSingleSegment ? body.First : body.ToArray();
}
