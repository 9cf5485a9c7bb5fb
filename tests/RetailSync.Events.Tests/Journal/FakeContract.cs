using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A contract with the given operations and no templates to match.</summary>
internal sealed class FakeContract(string id, params Operation[] operations) : IContract
{
    public string Id => id;

    public string Hash => "hash-1";

    public string Title => id;

    public string Version => "1.0.0";

    public string File => $"{id}.yaml";

    public IReadOnlyList<Operation> Operations => operations;

    public OperationMatch Match(string method, ReadOnlySpan<char> path) => default;
}
