using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>
/// Judges bodies after their exchange has ended, one after the other, so that no caller waits and no more than one processor is taken. Bounded: what finds no room is not judged,
/// and that is counted. Safe to use from many threads.
/// </summary>
internal sealed partial class JudgementQueue(JudgeMetrics metrics, ContractFaults faults, ILogger<JudgementQueue> logger) : IThreadPoolWorkItem
{
    /// <summary>How many bodies may wait.</summary>
    public const int MaxWaiting = 256;

    /// <summary>How many bytes may wait together. They are on the account of the budget for bodies meanwhile.</summary>
    public const long MaxWaitingBytes = 33_554_432;

    private readonly ConcurrentQueue<JudgementTask> _waiting = new();
    private int _count;
    private long _bytes;
    private int _running;

    /// <summary>Takes a body over, to be judged soon and then disposed.</summary>
    public void Add(JudgementTask task)
    {
        var count = Interlocked.Increment(ref _count);
        var bytes = Interlocked.Add(ref _bytes, task.Body.Bytes.Length);
        if (count > MaxWaiting || bytes > MaxWaitingBytes)
        {
            metrics.Unjudged(task.Message.Side, "queue-full", task.Message.System);
            End(task);
            return;
        }

        _waiting.Enqueue(task);
        Start();
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (_waiting.TryDequeue(out var task))
        {
            try
            {
                Judge(task);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                LogFault(task.Message.RequestId, fault);
            }
            finally
            {
                End(task);
            }
        }

        Volatile.Write(ref _running, 0);
        if (!_waiting.IsEmpty)
        {
            Start();
        }
    }

    private void End(JudgementTask task)
    {
        Interlocked.Add(ref _bytes, -task.Body.Bytes.Length);
        Interlocked.Decrement(ref _count);
        task.Body.Dispose();
    }

    private void Start()
    {
        if (Interlocked.Exchange(ref _running, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Judge(JudgementTask task)
    {
        using var plain = PlainBody.Of(task.Body.Bytes, task.Coding, task.MaxBytes);
        if (plain.Result != PlainBodyResult.Plain)
        {
            metrics.Unjudged(task.Message.Side, plain.Result == PlainBodyResult.TooLong ? "too-long" : "coding", task.Message.System);
            return;
        }

        var finding = task.Judge.Judge(task.ContentType, plain.Bytes);
        var isForeign = Ownership.IsForeign(finding, task.AllowedOwners);
        metrics.Judged(task.Message.Side, Verdicts.Name(finding.Verdict, isForeign), JudgeMode.Observe, task.Message.System);
        if (finding.Verdict != BodyVerdict.Sound)
        {
            faults.Add(task.Message, Verdicts.Explain(task.Judge, task.ContentType, plain.Bytes, finding.Verdict, maxErrors: 20));
        }
    }

    [LoggerMessage(LogLevel.Error, "A body of request {RequestId} could not be judged.", EventName = "contract.fault")]
    private partial void LogFault(string requestId, Exception fault);
}
