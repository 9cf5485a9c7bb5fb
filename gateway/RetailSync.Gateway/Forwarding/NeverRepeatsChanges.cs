namespace RetailSync.Gateway.Forwarding;

/// <summary>Keeps the HTTP client from sending a change twice by itself.</summary>
/// <remarks>
/// The client repeats a request without a body when a reused connection closes before any answer, and it cannot know whether the upstream
/// had carried the first one out. A request with a body, even an empty one, is not repeated: the caller is told that the outcome is not known.
/// This is done here because YARP refuses a transform that replaces the content.
/// </remarks>
internal sealed class NeverRepeatsChanges(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Marks a request that must not be repeated although its method is safe.</summary>
    public static readonly HttpRequestOptionsKey<bool> Once = new("retailsync.once");

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null && (!IsSafe(request.Method) || request.Options.TryGetValue(Once, out _)))
        {
            request.Content = new ByteArrayContent([]);
        }

        return base.SendAsync(request, cancellationToken);
    }

    // CONNECT opens a WebSocket over HTTP/2 and carries no body of its own.
    private static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Connect;
}
