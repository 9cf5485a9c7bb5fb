namespace RetailSync.Gateway.Forwarding;

/// <summary>A secret in a header: an API key, or a ready-made <c>Authorization</c> value such as basic authentication.</summary>
internal sealed class HeaderCredential(string header, string value) : IUpstreamCredential
{
    /// <inheritdoc/>
    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
        return ValueTask.CompletedTask;
    }
}
