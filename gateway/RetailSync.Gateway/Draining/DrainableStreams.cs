using Yarp.ReverseProxy.Transforms;

namespace RetailSync.Gateway.Draining;

/// <summary>Sees to it that answers without an end of their own can be ended properly: WebSocket connections and event streams. Safe to use from many threads.</summary>
internal sealed class DrainableStreams(DrainState drain, OpenWebSockets open)
{
    /// <summary>Takes charge of an answer whose head has arrived, when it is such a one.</summary>
    public void Watch(ResponseTransformContext transform)
    {
        var context = transform.HttpContext;
        if (context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols || HttpMethods.IsConnect(context.Request.Method))
        {
            WatchUpgrade(context);
        }
        else if (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            transform.ProxyResponse!.Content = new EndableContent(transform.ProxyResponse.Content, drain.Ending);
        }
    }

    private void WatchUpgrade(HttpContext context)
    {
        var features = context.Features;
        var connect = features.Get<IHttpExtendedConnectFeature>();
        var isWebSocket = connect is { IsExtendedConnect: true, Protocol: "websocket" } || context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);
        if (isWebSocket)
        {
            var drainable = new DrainableUpgrade(features.Get<IHttpUpgradeFeature>(), connect, open);
            features.Set<IHttpUpgradeFeature>(drainable);
            features.Set<IHttpExtendedConnectFeature>(drainable);
        }
    }
}
