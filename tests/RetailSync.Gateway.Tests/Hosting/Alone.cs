namespace RetailSync.Gateway.Tests.Hosting;

/// <summary>The tests that measure the process as a whole run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
