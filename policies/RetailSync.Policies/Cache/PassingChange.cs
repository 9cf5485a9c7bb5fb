using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>
/// A change on its way. From before it is sent until its exchange has ended, nothing kept of its resource is given and nothing is kept; what was asked for before the
/// system answered is worthless afterwards. One thread at a time.
/// </summary>
internal sealed class PassingChange : IDisposable
{
    private readonly Exchange _exchange;
    private readonly ChangeMarks _marks;
    private readonly ICacheNews _news;
    private readonly CacheMetrics _metrics;
    private readonly TimeSpan _doubt;
    private readonly ResourcePath _resource;
    private bool _isSettled;
    private bool _isOver;

    public PassingChange(Exchange exchange, ChangeMarks marks, ICacheNews news, CacheMetrics metrics, TimeSpan doubt)
    {
        (_exchange, _marks, _news, _metrics, _doubt) = (exchange, marks, news, metrics, doubt);
        _resource = Resources.Of(exchange);
        marks.Begin(_resource);
    }

    /// <summary>The answer is decided, the system's or ours, and nothing of it has been sent yet.</summary>
    public Task AnswerIsLeaving()
    {
        Settle(hasAnswer: true);
        return Task.CompletedTask;
    }

    /// <summary>The exchange has ended, however it did.</summary>
    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;

            // An answer without a body leaves only after the exchange has ended.
            Settle(hasAnswer: !_exchange.Context.RequestAborted.IsCancellationRequested);
            _marks.End(_resource);
        }
    }

    private void Settle(bool hasAnswer)
    {
        if (_isSettled)
        {
            return;
        }

        _isSettled = true;
        if (_exchange.Refusal is { } refusal)
        {
            SettleRefused(refusal.Type);
        }
        else if (hasAnswer)
        {
            SettleAnswered(_exchange.Context.Response);
        }
        else
        {
            // No answer: the caller went away, and the system may still be at it.
            Drop(isKnown: false);
            _marks.Doubt(_resource, _doubt);
        }
    }

    private void SettleRefused(ProblemType refusal)
    {
        if (refusal.Id == ProblemTypes.UpstreamUnavailable.Id)
        {
            // Nothing was sent.
            return;
        }

        Drop(isKnown: false);
        if (refusal.Status is StatusCodes.Status500InternalServerError or StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout)
        {
            _marks.Doubt(_resource, _doubt);
        }
    }

    private void SettleAnswered(HttpResponse response)
    {
        var status = response.StatusCode;
        if (status is >= 400 and < 500 and not (StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status410Gone or StatusCodes.Status412PreconditionFailed))
        {
            // Refused: nothing has changed. The four that are left out say that the resource is not what the caller took it for.
            return;
        }

        var isDoubtful = status is StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout;
        Drop(isKnown: !isDoubtful);
        if (isDoubtful)
        {
            _marks.Doubt(_resource, _doubt);
        }
        else if (status < 400)
        {
            Drop(response.Headers.Location);
            Drop(response.Headers.ContentLocation);
        }
    }

    private void Drop(bool isKnown)
    {
        _marks.Changed(_resource);
        _metrics.Changed(isKnown);
        _news.Tell(new ChangedResource(Resources.ApiOf(_exchange), Resources.PathOf(_exchange).ToString()));
    }

    private void Drop(string? location)
    {
        if (Resources.Named(_exchange, location) is { } path)
        {
            var api = Resources.ApiOf(_exchange);
            _marks.Changed(ResourcePath.Of(api, path));
            _news.Tell(new ChangedResource(api, path));
        }
    }
}
