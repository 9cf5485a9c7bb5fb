namespace RetailSync.Sandbox.Generic;

/// <summary>One operation of a contract. Immutable.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Method">The method in capitals.</param>
/// <param name="Path">The path template below the version.</param>
/// <param name="ChangesState">False for reads and for what the contract marks <c>x-retailsync-changes: false</c>.</param>
/// <param name="Parameters">Parameters of every kind.</param>
/// <param name="Body">The request body; null when it takes none.</param>
/// <param name="Responses">The declared answers by status.</param>
internal sealed record ServiceOperation(
    string Id,
    string Method,
    string Path,
    bool ChangesState,
    IReadOnlyList<ServiceParameter> Parameters,
    ServiceBody? Body,
    IReadOnlyDictionary<int, ServiceResponse> Responses)
{
    /// <summary>The answer when all goes well: the lowest declared 2xx.</summary>
    public ServiceResponse Success { get; } = Responses.Values.Where(response => response.Status is >= 200 and < 300).MinBy(response => response.Status)
        ?? throw new InvalidDataException($"{Method} {Path} ({Id}): declares no 2xx response.");
}
