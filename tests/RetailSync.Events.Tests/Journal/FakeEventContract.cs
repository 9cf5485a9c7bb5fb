using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>Finds data wrong that holds the word "broken".</summary>
internal sealed class FakeEventContract(string type) : IEventContract
{
    public string Type => type;

    public string ContractId => "crm/customer-events@1";

    public string SystemId => "crm";

    public string DataSchema => "/contracts/crm/customer-events@1/schemas/customer";

    public IReadOnlyList<ProblemError> Judge(ReadOnlyMemory<byte> data, int maxErrors) =>
        data.Span.IndexOf("broken"u8) >= 0 ? [new ProblemError("/name", null, "must not be so")] : [];
}
