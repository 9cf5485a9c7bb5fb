namespace RetailSync.Gateway.Draining;

/// <summary>Stands in for the server's upgrade features, so that what YARP pumps passes through a stream that can be ended properly.</summary>
internal sealed class DrainableUpgrade(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect, OpenWebSockets open) : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    /// <inheritdoc/>
    public bool IsUpgradableRequest => upgrade?.IsUpgradableRequest == true;

    /// <inheritdoc/>
    public bool IsExtendedConnect => connect?.IsExtendedConnect == true;

    /// <inheritdoc/>
    public string? Protocol => connect?.Protocol;

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => open.Add(await upgrade!.UpgradeAsync());

    /// <inheritdoc/>
    public async ValueTask<Stream> AcceptAsync() => open.Add(await connect!.AcceptAsync());
}
