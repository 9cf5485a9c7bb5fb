using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Spreads the end of slow callers over time. The server's clock ticks once a second and finds all of them at once; undoing what they began, hundreds together, would be a pause
/// for everybody else. Safe to use from many threads.
/// </summary>
internal sealed class CutOffs(TimeProvider clock)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    // As many as one tick finds are through before the next one comes, however many they are.
    private const int Steps = 500;

    private readonly ConcurrentQueue<PipeReader> _waiting = new();
    private int _isAtWork;

    /// <summary>Puts itself between a connection and the server. The bytes are not touched.</summary>
    public Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        connection.Transport = new DuplexPipe(Spread(connection.Transport.Input), connection.Transport.Output);
        return next(connection);
    }

    /// <summary>The same input, except that a read is cancelled when its turn has come.</summary>
    public PipeReader Spread(PipeReader input) => new PatientReader(input, this);

    private void Add(PipeReader reader)
    {
        _waiting.Enqueue(reader);
        if (Interlocked.Exchange(ref _isAtWork, 1) == 0)
        {
            _ = WorkAsync();
        }
    }

    private async Task WorkAsync()
    {
        do
        {
            using var timer = new PeriodicTimer(Step, clock);
            while (!_waiting.IsEmpty && await timer.WaitForNextTickAsync())
            {
                for (var left = 1 + (_waiting.Count / Steps); left > 0 && _waiting.TryDequeue(out var next); left--)
                {
                    next.CancelPendingRead();
                }
            }

            Volatile.Write(ref _isAtWork, 0);
        }
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _isAtWork, 1) == 0);
    }

    private sealed class PatientReader(PipeReader inner, CutOffs cutOffs) : PipeReader
    {
        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => cutOffs.Add(inner);

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) => inner.ReadAtLeastAsync(minimumSize, cancellationToken);
    }
}
