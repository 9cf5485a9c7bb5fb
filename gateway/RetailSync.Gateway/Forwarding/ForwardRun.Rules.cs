using System.Diagnostics;
using System.Globalization;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace RetailSync.Gateway.Forwarding;

/// <content>What decides whether another attempt may be made.</content>
internal sealed partial class ForwardRun
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);

    // The rule that no change is made twice. Whatever else is added here, it must stay as strict as this.
    private bool MayRepeat(AttemptFailure failure)
    {
        if (failure == AttemptFailure.Connect)
        {
            return _body is not { Started: true };
        }

        var isSafe = !_exchange.ChangesState || _exchange.Plan!.Upstream.HonoursKey is not null;
        return isSafe && !_upgrades && _body is not { Started: true };
    }

    private bool Plan(AttemptFailure failure, TimeSpan? asked)
    {
        if (_retries >= _policy.Retries || !MayRepeat(failure))
        {
            return false;
        }

        var now = _clock.GetTimestamp();
        var isElsewhere = _all.Any(destination => destination != _destination && _failedAt?.Contains(destination) != true && !IsBlocked(destination, now));

        // To ask the same slow destination twice would only add to its load, and one that closes unanswered was asked four times by the HTTP client.
        if (!isElsewhere && (failure == AttemptFailure.Timeout || (failure == AttemptFailure.Transport && _wasRepeated) || _all.All(destination => IsBlocked(destination, now))))
        {
            return false;
        }

        var pause = asked ?? (isElsewhere ? TimeSpan.Zero : ShortestPause * (1 + Random.Shared.NextDouble()));
        if (_policy.Total - _clock.GetElapsedTime(_startedAt, now) <= pause)
        {
            return false;
        }

        if (!_health.Budget.TryTake())
        {
            _metrics.Withheld(_health.ClusterId);
            return false;
        }

        _retries++;
        Pause = pause;
        (_failedAt ??= []).Add(_destination!);
        _metrics.Retried(_health.ClusterId, failure);
        if (failure != AttemptFailure.Connect)
        {
            _afterSending ??= _exchange.Context.Features.Get<IForwarderErrorFeature>() ?? new ForwardError(ForwarderError.Request, new HttpRequestException("An earlier attempt was answered 502, 503 or 504."));
        }

        return true;
    }

    // Null: nothing more to do. The answer is on its way, or there is nothing that another attempt could make better.
    private AttemptFailure? Judge()
    {
        var context = _exchange.Context;
        if (_progress == Progress.None && context.Features.Get<IForwarderErrorFeature>() is { } unsent && ForwardFailure.IsConnectFailure(unsent.Exception))
        {
            _isSending = false;
        }

        switch (_progress)
        {
            case Progress.Blocked:
                (_failedAt ??= []).Add(_destination!);
                return AttemptFailure.Connect;
            case Progress.PassedOver:
                return AttemptFailure.Answer;
        }

        if (context.Features.Get<IForwarderErrorFeature>() is not { } error || context.RequestAborted.IsCancellationRequested || _destination is null)
        {
            return null;
        }

        if (_progress == Progress.Answered)
        {
            // It broke off. If nothing of it has left, the caller can still be told so.
            Note($"{error.Error} after the head of the answer");
            _exchange.AnsweredByUpstream &= context.Response.HasStarted;
            return null;
        }

        AttemptFailure? failure = error.Error switch
        {
            ForwarderError.Request or ForwarderError.RequestTimedOut when ForwardFailure.IsConnectFailure(error.Exception) => AttemptFailure.Connect,
            ForwarderError.RequestTimedOut => AttemptFailure.Timeout,
            ForwarderError.RequestBodyDestination when context.Response.StatusCode == StatusCodes.Status504GatewayTimeout => AttemptFailure.Timeout,
            ForwarderError.Request or ForwarderError.RequestBodyDestination => AttemptFailure.Transport,
            _ => null,
        };
        _wasRepeated = !IsOnce && _body is null && ForwardFailure.IsUnanswered(error.Exception);
        Note(failure is null ? $"failed: {error.Error}" : $"failed: {failure.ToString()!.ToLowerInvariant()} ({error.Error})");
        if (failure is not null)
        {
            Tell(failed: true);
        }

        return failure;
    }

    private bool IsAnyBlocked(long now)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            if (IsBlocked(_all[i], now))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBlocked(DestinationState destination, long now) => _health.Breaker(destination)?.BlockedFor(now) > TimeSpan.Zero;

    private void Tell(bool failed)
    {
        if (failed)
        {
            _health.Failed(_clock.GetTimestamp());
        }

        if (_trial is { } trial)
        {
            _trial = null;
            trial.TrySetResult(failed);
        }
        else
        {
            _breaker?.Report(failed);
        }
    }

    // A trial that told nothing, such as one whose caller went away, leaves the breaker open: nothing is known that speaks for closing it.
    private void Abandon()
    {
        if (_trial is not null)
        {
            Tell(failed: true);
        }
    }

    private void Late()
    {
        var context = _exchange.Context;
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
            context.Features.Set<IForwarderErrorFeature>(new ForwardError(ForwarderError.RequestTimedOut, new TimeoutException("The answer came when the time was over.")));
        }
    }

    private TimeSpan? Asked(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => null,
        };

    private Problem NothingOpen(long now)
    {
        var wait = _all.Min(destination => _health.Breaker(destination)?.BlockedFor(now) ?? TimeSpan.Zero);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        _exchange.Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return new Problem(ProblemTypes.UpstreamUnavailable, "This system has failed too often in the last moments and is left alone for a while. Nothing was sent.")
        {
            Reason = $"The breaker of every destination of cluster {_health.ClusterId} is open.",
        }.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }

    private void Note(string result)
    {
        var time = _clock.GetElapsedTime(_attemptAt);
        (Attempts ??= []).Add(new ForwardAttempt(_destination!.DestinationId, result, time.TotalMilliseconds));
        if (_progress == Progress.Answered)
        {
            return;
        }

        _exchange.Explanation?.Add(ForwardPolicy.Id, $"attempt {Count} at {_destination.DestinationId}: {result}", time.TotalMicroseconds);
        if (_exchange.ForwardSpan is { } span)
        {
            span.SetStatus(ActivityStatusCode.Error, result);
            span.Stop();
        }
    }
}
