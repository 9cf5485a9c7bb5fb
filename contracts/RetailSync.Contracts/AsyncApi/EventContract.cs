using RetailSync.Contracts.OpenApi.Judging.Contents;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>A message of an AsyncAPI document as what is said of one type of event. Immutable; safe to use from many threads.</summary>
/// <remarks>An event without data is judged as <c>null</c>, so that one schema can say whether data must, may or must not be there.</remarks>
internal sealed class EventContract(AsyncApiContract contract, AsyncApiMessage message, string type) : IEventContract
{
    private const int VersionLength = 12;

    private static readonly byte[] Nothing = [.. "null"u8];

    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public string ContractId => contract.Id;

    /// <inheritdoc/>
    public string SystemId { get; } = contract.Id.Split('/')[0];

    /// <inheritdoc/>
    public string DataSchema { get; } = $"/catalog/events/{type}/schema?v={contract.Hash[..VersionLength]}";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Schema => EventSchema.Of(message, contract.Document);

    /// <summary>Where the message is defined, as <c>file:line:column</c>.</summary>
    public string Location => message.Location;

    /// <summary>The document it is declared in.</summary>
    public AsyncApiContract Contract => contract;

    /// <summary>The message that declares it.</summary>
    public AsyncApiMessage Message => message;

    /// <inheritdoc/>
    public IReadOnlyList<ProblemError> Judge(ReadOnlyMemory<byte> data, int maxErrors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxErrors, 1);
        var value = data.IsEmpty ? Nothing : data;

        // A message without a payload has none (AsyncAPI 3.0, "Message Object").
        if (message.Payload is not { } schema)
        {
            return data.IsEmpty || data.Span.SequenceEqual(Nothing) ? [] : [new ProblemError("", null, "An event of this type has no data.")];
        }

        return schema.Judge(value) == SchemaVerdict.Valid ? [] : Findings.Of(schema, value, maxErrors);
    }
}
