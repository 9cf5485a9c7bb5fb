using System.Diagnostics.CodeAnalysis;
using System.Net;
using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace RetailSync.Gateway.Forwarding;

/// <summary>One exchange's way through the forward stage: which attempts were made, what came of them, and whether another may follow. One thread at a time.</summary>
/// <remarks>
/// A change is sent again only when it cannot have been sent before, or when the upstream was given a key by which it knows the second for the first.
/// All that decides this is in <see cref="MayRepeat"/>.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The body is the request's and holds nothing of its own; the timer goes back to its pool with each attempt.")]
internal sealed partial class ForwardRun
{
    private readonly ActiveExchange _exchange;
    private readonly ForwardPolicy _policy;
    private readonly ClusterHealth _health;
    private readonly IReadOnlyList<DestinationState> _all;
    private readonly HeadTimers _timers;
    private readonly ForwardMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly WatchedBody? _body;
    private readonly bool _upgrades;
    private readonly long _startedAt;

    private List<DestinationState>? _failedAt;
    private IForwarderErrorFeature? _afterSending;
    private DestinationState? _destination;
    private DestinationBreaker? _breaker;
    private TaskCompletionSource<bool>? _trial;
    private HeadTimer? _timer;
    private long _attemptAt;
    private Progress _progress;
    private int _retries;
    private bool _wasRepeated;
    private bool _isSending;
    private bool _wasSent;

    /// <summary>Begins a run over the destinations that are not known to be ill.</summary>
    public ForwardRun(ActiveExchange exchange, ClusterHealth health, IReadOnlyList<DestinationState> destinations, HeadTimers timers, ForwardMetrics metrics, TimeProvider clock)
    {
        (_exchange, _policy, _health, _all, _timers, _metrics, _clock) = (exchange, exchange.Plan!.Forward, health, destinations, timers, metrics, clock);
        _startedAt = clock.GetTimestamp();
        var context = exchange.Context;
        _upgrades = context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;
        if (!_upgrades && exchange.BufferedBody is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false)
        {
            context.Request.Body = _body = new WatchedBody(context.Request.Body, clock);
        }

        health.Budget.Count();
    }

    private enum Progress
    {
        /// <summary>Nothing has come back.</summary>
        None,

        /// <summary>The breaker let nothing through.</summary>
        Blocked,

        /// <summary>The head of the answer that the caller gets is there.</summary>
        Answered,

        /// <summary>An answer came that is not passed on, because another attempt follows.</summary>
        PassedOver,

        /// <summary>An answer came when the time was over.</summary>
        TooLate,
    }

    /// <summary>The attempts so far, the last one included: all of them when an explanation is gathered, otherwise those that failed.</summary>
    public List<ForwardAttempt>? Attempts { get; private set; }

    /// <summary>How many attempts were made.</summary>
    public int Count { get; private set; }

    /// <summary>What the caller is told when nothing could be sent at all; null otherwise.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>Whether the HTTP client must not repeat this attempt by itself.</summary>
    /// <remarks>
    /// It repeats a request without a body up to three times when the connection closes unanswered. For a read in calm times that is a kindness. Where attempts fail already, it
    /// would be four times the load, outside every budget.
    /// </remarks>
    public bool IsOnce { get; private set; }

    /// <summary>Whether a byte of the request may have reached a destination, in this attempt or one before.</summary>
    public bool MayHaveBeenSent => _isSending || _wasSent;

    /// <summary>The request is ready and goes out now: from here on it may reach the destination.</summary>
    public void Sending()
    {
        CrashPoints.Pass(CrashPoints.BeforeSend);
        _isSending = true;
    }

    /// <summary>Leaves only those destinations to choose from that another attempt may go to. False: there is none, and the run is over.</summary>
    public bool TryChoose(IReverseProxyFeature proxy)
    {
        var now = _clock.GetTimestamp();
        if (_failedAt is null && !IsAnyBlocked(now))
        {
            return true;
        }

        var open = _all.Where(destination => !IsBlocked(destination, now)).ToList();
        var untried = _failedAt is null ? open : [.. open.Except(_failedAt)];
        if (open.Count == 0 || (untried.Count == 0 && _progress == Progress.Blocked && _retries == 0))
        {
            Problem = NothingOpen(now);
            return false;
        }

        proxy.AvailableDestinations = untried.Count > 0 ? untried : open;
        return true;
    }

    /// <summary>Begins an attempt at a destination. False: its breaker lets nothing through after all.</summary>
    public bool TryBegin(DestinationState destination, out CancellationToken limit)
    {
        (_destination, _attemptAt, _progress, limit) = (destination, _clock.GetTimestamp(), Progress.None, CancellationToken.None);
        (_isSending, _wasSent) = (false, MayHaveBeenSent);
        _breaker = _health.Breaker(destination);
        if (_breaker?.TryBegin(_attemptAt, out _trial) == false)
        {
            _progress = Progress.Blocked;
            return false;
        }

        Count++;
        IsOnce = !_upgrades && (Count > 1 || _exchange.ChangesState || _health.IsTroubled(_attemptAt));
        if (_policy.Timeout != Timeout.InfiniteTimeSpan)
        {
            var left = _policy.Total - _clock.GetElapsedTime(_startedAt, _attemptAt);
            _timer = _timers.Start(left < _policy.Timeout && Count > 1 ? left : _policy.Timeout, _body);
            limit = _timer.Token;
        }

        return true;
    }

    /// <summary>Takes an answer's head. False: it is not passed on.</summary>
    public bool Answered(HttpResponseMessage answer)
    {
        if (_timer?.Stop() == false)
        {
            _progress = Progress.TooLate;
            return false;
        }

        _exchange.MayHaveBeenSentBefore = _wasSent;

        // A 500 is what a system says to one request: whoever can cause it could close the system to all others.
        var isIll = answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        Tell(isIll);
        if (isIll && Plan(AttemptFailure.Answer, Asked(answer)))
        {
            _progress = Progress.PassedOver;
            Note($"answered {(int)answer.StatusCode}");
            return false;
        }

        _progress = Progress.Answered;
        if (isIll || Count > 1 || _exchange.Explanation is not null)
        {
            Note($"answered {(int)answer.StatusCode}");
        }

        return true;
    }

    /// <summary>Puts what we know in the place of what YARP knows, before YARP's own health checks look: to it, our time limit is a caller who went away.</summary>
    public void Unanswered()
    {
        var context = _exchange.Context;
        if (_timer?.Stop() == false && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
            context.Features.Set<IForwarderErrorFeature>(new ForwardError(
                ForwarderError.RequestTimedOut, new TimeoutException($"No answer within {_policy.Timeout.TotalSeconds} s.", context.Features.Get<IForwarderErrorFeature>()?.Exception)));
        }
    }

    /// <summary>Ends an attempt, however it went.</summary>
    public void End()
    {
        if (_timer is { } timer)
        {
            _timer = null;
            timer.Stop();
            if (_progress == Progress.TooLate)
            {
                Late();
            }

            _timers.Return(timer);
        }
    }

    /// <summary>Looks at how the attempt went. True: another one follows.</summary>
    public bool GoesOn()
    {
        Pause = _progress == Progress.PassedOver ? Pause : TimeSpan.Zero;
        var failure = Judge();
        Abandon();
        if (failure is null || _progress is Progress.Blocked or Progress.PassedOver)
        {
            return failure is not null;
        }

        return Plan(failure.Value, null);
    }

    /// <summary>Takes away what the last attempt left on the answer, and puts the body at its beginning.</summary>
    public void Clear()
    {
        var context = _exchange.Context;
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        if (_exchange.BufferedBody is not null)
        {
            context.Request.Body = new SequenceStream(_exchange.RequestBody);
        }
    }

    /// <summary>Ends the run. Nobody may be told that nothing was sent when an attempt before the last one was.</summary>
    public void Conclude()
    {
        var context = _exchange.Context;
        if (_afterSending is null || _progress == Progress.Answered || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var last = context.Features.Get<IForwarderErrorFeature>();
        if (Problem is not null || last?.Error is ForwarderError.RequestCreation or ForwarderError.NoAvailableDestinations || ForwardFailure.IsConnectFailure(last?.Exception))
        {
            Problem = null;
            context.Features.Set(_afterSending);
            context.Response.StatusCode = _afterSending.Error == ForwarderError.RequestTimedOut ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway;
        }
    }
}
