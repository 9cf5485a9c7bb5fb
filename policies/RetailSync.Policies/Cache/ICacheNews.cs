namespace RetailSync.Policies.Cache;

/// <summary>Tells the other gateways of a fleet what was changed through this one. What they tell is to be given to <see cref="CacheNewsReceiver"/>.</summary>
internal interface ICacheNews
{
    /// <summary>A resource was changed, or may have been. Must not block, wait or throw: it is called before the answer to the change leaves.</summary>
    void Tell(ChangedResource changed);
}
