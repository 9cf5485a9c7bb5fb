namespace RetailSync.Policies.Cache;

/// <summary>There are no other gateways, or no way to tell them.</summary>
internal sealed class NoCacheNews : ICacheNews
{
    /// <inheritdoc/>
    public void Tell(ChangedResource changed)
    {
    }
}
