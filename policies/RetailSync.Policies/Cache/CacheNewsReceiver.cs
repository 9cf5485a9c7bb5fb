namespace RetailSync.Policies.Cache;

/// <summary>What to call when news of changes through other gateways arrives. Safe to call from many threads.</summary>
internal sealed class CacheNewsReceiver(ChangeMarks marks)
{
    /// <summary>Another gateway changed a resource: what was kept of it is not given any more.</summary>
    public void Changed(ChangedResource changed) => marks.Changed(ResourcePath.Of(changed.ApiId, changed.Path));

    /// <summary>News may have been lost, after a broken connection for one: nothing kept until now is given any more.</summary>
    public void Lost() => marks.EverythingChanged();
}
