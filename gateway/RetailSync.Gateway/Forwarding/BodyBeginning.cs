using System.IO.Pipelines;

namespace RetailSync.Gateway.Forwarding;

/// <summary>
/// Waits until a body, or its beginning, has arrived before anything goes to the upstream: a caller who dawdles holds no connection there, and costs little when it is cut off.
/// The bytes stay where the server has them; nothing is copied.
/// </summary>
internal static class BodyBeginning
{
    /// <summary>How much has to be there, in bytes. What is longer flows through from then on.</summary>
    public const int Bytes = 16_384;

    /// <summary>Whether this body is waited for. A body of unknown length may be a conversation, and who expects a 100 waits for the upstream's word.</summary>
    public static bool IsAwaited(HttpRequest request) => request.ContentLength > 0 && request.Headers.Expect.Count == 0;

    /// <summary>Returns when the body or its first <see cref="Bytes"/> are there; what has arrived is the stream's beginning.</summary>
    /// <exception cref="BadHttpRequestException">The caller was too slow, or ended too early.</exception>
    public static async ValueTask<Stream> ArriveAsync(PipeReader body, CancellationToken cancel)
    {
        var seen = 0L;
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.IsCompleted || read.Buffer.Length >= Bytes)
            {
                // A pipe does not take back what it was told to be examined, and hands out at once what was not.
                body.AdvanceTo(read.Buffer.Start, read.Buffer.GetPosition(seen));
                return body.AsStream();
            }

            seen = read.Buffer.Length;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
