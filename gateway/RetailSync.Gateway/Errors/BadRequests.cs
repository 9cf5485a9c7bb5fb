namespace RetailSync.Gateway.Errors;

/// <summary>Maps what Kestrel refuses to our kinds of problem.</summary>
internal static class BadRequests
{
    /// <summary>The problem for a request that Kestrel refused while it was read.</summary>
    public static Problem Describe(BadHttpRequestException exception) =>
        Describe(exception.StatusCode, exception.Message);

    /// <summary>The problem for a request whose rest cannot be read: what comes next on the connection is not known, so it is closed.</summary>
    public static Problem Describe(int status, string reason) => (Describe(status) with { Reason = reason }).With("Connection", "close");

    /// <summary>The problem for one of Kestrel's own statuses.</summary>
    public static Problem Describe(int status) => status switch
    {
        StatusCodes.Status405MethodNotAllowed => new Problem(ProblemTypes.MethodNotAllowed, "The method does not fit the request target."),
        StatusCodes.Status408RequestTimeout => new Problem(ProblemTypes.RequestTimeout, "The request did not arrive in time."),
        StatusCodes.Status413PayloadTooLarge => new Problem(ProblemTypes.BodyTooLarge, "The body is longer than this route accepts."),
        StatusCodes.Status414UriTooLong => new Problem(ProblemTypes.UriTooLong, "The request line is longer than the limit."),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => new Problem(ProblemTypes.HeadersTooLarge, "There are too many headers, or they are too long."),
        _ => new Problem(ProblemTypes.MalformedRequest, "The request is not well-formed HTTP."),
    };
}
