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
    private bool _isAnswered;
    private bool _isOver;

    public PassingChange(Exchange exchange, ChangeMarks marks, ICacheNews news, CacheMetrics metrics, TimeSpan doubt)
    {
        (_exchange, _marks, _news, _metrics, _doubt) = (exchange, marks, news, metrics, doubt);
        _resource = Resources.Of(exchange);
        marks.Begin(_resource);
    }

    /// <summary>The system has answered and nothing of it has been sent on yet.</summary>
    public void Answered()
    {
        var response = _exchange.Context.Response;
        var status = response.StatusCode;
        _isAnswered = true;
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

    /// <summary>The exchange has ended, however it did.</summary>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        if (!_isAnswered && !WasNeverSent())
        {
            Drop(isKnown: false);

            // A problem that says the outcome is unknown, or no answer at all because the caller went away: the system may still be at it.
            if (_exchange.Refusal is null or { Type.Status: StatusCodes.Status500InternalServerError or StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout })
            {
                _marks.Doubt(_resource, _doubt);
            }
        }

        _marks.End(_resource);
    }

    private bool WasNeverSent() => _exchange.Reply is not null || _exchange.Refusal?.Type.Id == ProblemTypes.UpstreamUnavailable.Id;

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
