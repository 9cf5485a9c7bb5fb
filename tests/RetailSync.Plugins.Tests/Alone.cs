namespace RetailSync.Plugins.Tests;

/// <summary>
/// Tests that read counts and so run while nothing else does: the metrics library joins instruments of one name from all gateways of a process, and while one gateway is disposed, counts
/// of another are lost.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
