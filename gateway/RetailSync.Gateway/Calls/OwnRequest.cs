namespace RetailSync.Gateway.Calls;

/// <summary>What a server would tell of the request of a call of ours: that it may or may not have a body, and who gives it up. One thread at a time.</summary>
internal sealed class OwnRequest(bool hasBody, CancellationToken givenUp) : IHttpRequestBodyDetectionFeature, IHttpRequestLifetimeFeature
{
    /// <inheritdoc/>
    public bool CanHaveBody => hasBody;

    /// <inheritdoc/>
    public CancellationToken RequestAborted { get; set; } = givenUp;

    /// <summary>Whether the pipeline has broken the answer off.</summary>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public void Abort() => IsBroken = true;

    /// <summary>The request as ASP.NET Core sees it.</summary>
    public static HttpRequestFeature Of(PipelineRequest request, string host)
    {
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        var feature = new HttpRequestFeature
        {
            Method = request.Method,
            Protocol = "HTTP/1.1",
            Scheme = "http",
            RawTarget = request.Target,
            Path = PathString.FromUriComponent(query < 0 ? request.Target : request.Target[..query]).Value ?? "",
            QueryString = query < 0 ? "" : request.Target[query..],
            Headers = new HeaderDictionary(),
            Body = request.Body.IsEmpty ? Stream.Null : new SequenceStream(new System.Buffers.ReadOnlySequence<byte>(request.Body)),
        };
        foreach (var (name, value) in request.Headers)
        {
            feature.Headers.Append(name, value);
        }

        feature.Headers.Host = host;
        feature.Headers.ContentLength = request.Body.IsEmpty ? null : request.Body.Length;
        feature.Headers.Remove("Transfer-Encoding");
        return feature;
    }
}
