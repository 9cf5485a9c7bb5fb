namespace RetailSync.Gateway;

/// <summary>What the contracts say of one type of event. Immutable; safe to use from many threads.</summary>
public interface IEventContract
{
    /// <summary>The event's type, such as <c>retail.customer.updated.v1</c>.</summary>
    string Type { get; }

    /// <summary>The contract that declares it, <c>crm/customer-events@1</c>.</summary>
    string ContractId { get; }

    /// <summary>The system whose event it is.</summary>
    string SystemId { get; }

    /// <summary>Where the data's schema can be read, a relative reference below the catalog: the CloudEvents attribute <c>dataschema</c>.</summary>
    string DataSchema { get; }

    /// <summary>The data's JSON Schema as a document of its own, in UTF-8, made anew each time it is asked for; empty when the contract says nothing of the data.</summary>
    ReadOnlyMemory<byte> Schema => default;

    /// <summary>What is wrong with an event's data; empty when nothing is. Names no value of it.</summary>
    /// <param name="data">The data; empty when the event has none, which a contract allows by allowing <c>null</c>.</param>
    /// <param name="maxErrors">How many faults are gathered at most. 1 or more.</param>
    IReadOnlyList<ProblemError> Judge(ReadOnlyMemory<byte> data, int maxErrors);
}
