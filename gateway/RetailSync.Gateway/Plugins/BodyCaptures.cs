namespace RetailSync.Gateway.Plugins;

/// <summary>What is kept of an exchange's bodies for plugins.</summary>
/// <param name="Request">Of the request; null when no plugin wants it.</param>
/// <param name="Response">Of the answer; null when no plugin wants it.</param>
internal sealed record BodyCaptures(BodyCapture? Request, BodyCapture? Response)
{
    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Request?.Release();
        Response?.Release();
    }
}
