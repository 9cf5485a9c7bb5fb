namespace RetailSync.Faults.Upstream;

/// <summary>What the upstream says to a change. Immutable.</summary>
/// <param name="Status">The status.</param>
/// <param name="Id">The thing.</param>
/// <param name="Change">The client's name for the change.</param>
/// <param name="Tag">The thing's entity tag.</param>
internal sealed record UpstreamAnswer(int Status, string Id, string Change, string Tag);
