namespace RetailSync.Gateway.Forwarding;

/// <summary>What the gateway shows a system to be let in. Safe to use from many threads.</summary>
internal interface IUpstreamCredential
{
    /// <summary>Puts the credential on the request, over anything that the client may have sent under the same name.</summary>
    ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
