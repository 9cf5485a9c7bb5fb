using System.Net;

namespace RetailSync.Gateway.Draining;

/// <summary>An upstream's answer that ends as if the upstream had ended it, once a token says so.</summary>
internal sealed class EndableContent(HttpContent upstream, CancellationToken ending) : HttpContent
{
    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync() => new EndableStream(await upstream.ReadAsStreamAsync(), ending);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => upstream.CopyToAsync(stream, context);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            upstream.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class EndableStream(Stream upstream, CancellationToken ending) : Stream
    {
        private CancellationTokenSource? _reading;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // YARP hands the same token to every read of an answer.
            _reading ??= CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
            try
            {
                return await upstream.ReadAsync(buffer, _reading.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return 0;
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _reading?.Dispose();
            upstream.Dispose();
            base.Dispose(disposing);
        }
    }
}
