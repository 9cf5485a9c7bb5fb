using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Says what went wrong when there is no answer to pass on, as far as it can be known.</summary>
internal static class ForwardFailure
{
    /// <summary>The problem for a failed forward; null when the client itself went away.</summary>
    public static Problem? Explain(HttpContext context)
    {
        if (context.Features.Get<Pipeline.ActiveExchange>()?.Forward?.Problem is { } decided)
        {
            return decided;
        }

        if (context.Features.Get<IForwarderErrorFeature>() is not { } feature)
        {
            return context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable
                ? NothingSent("No destination of this system is healthy.", "No available destination.")
                : null;
        }

        var reason = $"{feature.Error}: {Innermost(feature.Exception)}";
        if (feature.Error == ForwarderError.NoAvailableDestinations)
        {
            return NothingSent("No destination of this system is healthy.", reason);
        }

        if (Find<BadHttpRequestException>(feature.Exception) is { } bad)
        {
            return Errors.BadRequests.Describe(bad);
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        if (Find<UpstreamCredentialException>(feature.Exception) is not null)
        {
            return NothingSent("The gateway could not obtain its credential for this system. Nothing was sent.", reason);
        }

        if (IsConnectFailure(feature.Exception))
        {
            return NothingSent("No connection could be made. Nothing was sent.", reason);
        }

        return feature.Error switch
        {
            ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination when context.Response.StatusCode == StatusCodes.Status504GatewayTimeout
                => new Problem(ProblemTypes.UpstreamTimeout, "No answer came within the route's time limit.") { Reason = reason },
            // Kestrel tells a chunk size that is no number as a plain fault of reading.
            ForwarderError.RequestBodyClient => Errors.BadRequests.Describe(StatusCodes.Status400BadRequest, reason),
            ForwarderError.RequestCreation => new Problem(ProblemTypes.InternalError, "The request could not be prepared. Nothing was sent.") { Reason = reason },
            _ => new Problem(ProblemTypes.UpstreamFailed, "The request was sent, and no usable answer came back.") { Reason = reason },
        };
    }

    /// <summary>Whether no connection could be made, so that nothing can have been sent.</summary>
    public static bool IsConnectFailure(Exception? exception) =>
        Find<HttpRequestException>(exception) is { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }

        // So the handler tells that its ConnectTimeout has passed. Our own time limit has the exceptions the other way round.
        || exception is OperationCanceledException { InnerException: TimeoutException };

    /// <summary>Whether the connection closed before any byte of an answer.</summary>
    public static bool IsUnanswered(Exception? exception) => Find<HttpRequestException>(exception) is { HttpRequestError: HttpRequestError.ResponseEnded };

    private static Problem NothingSent(string detail, string reason) =>
        new Problem(ProblemTypes.UpstreamUnavailable, detail) { Reason = reason }.With("Retry-After", "5");

    private static string Innermost(Exception? exception)
    {
        while (exception?.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception is null ? "no exception" : $"{exception.GetType().Name}: {exception.Message}";
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception =>
        exception switch
        {
            null => null,
            T found => found,
            AggregateException many => many.InnerExceptions.Select(Find<T>).FirstOrDefault(found => found is not null),
            _ => Find<T>(exception.InnerException),
        };
}
