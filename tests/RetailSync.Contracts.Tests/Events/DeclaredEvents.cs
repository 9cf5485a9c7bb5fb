using System.Globalization;
using System.Text.Json;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Tests.Lint;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Events;

/// <summary>The event declarations of this repository's contracts, and the changes that their examples show.</summary>
internal static class DeclaredEvents
{
    private static readonly Lazy<IReadOnlyDictionary<string, IContract>> Contracts = new(() => ContractFolder.Read(Folder, new ContractCache(), []));
    private static readonly Lazy<IReadOnlyDictionary<string, IEventContract>> Known = new(() => EventContractFolder.Read(Folder, new ContractCache(), []));

    public static string Folder => Path.Combine(Linting.Repository, "contracts");

    /// <summary>What the AsyncAPI contracts say, by type.</summary>
    public static IReadOnlyDictionary<string, IEventContract> Events => Known.Value;

    /// <summary>Contract and operation of every declaration.</summary>
    public static IEnumerable<(string Contract, string Operation)> All =>
        Contracts.Value.Values.SelectMany(contract => contract.Operations.Where(operation => operation.Event is not null).Select(operation => (contract.Id, operation.Id)));

    /// <summary>The changes that the examples of an operation show: each example of a request with each of a 2xx answer.</summary>
    public static IEnumerable<CompletedChange> Changes(string contractId, string operationId)
    {
        var contract = (OpenApiContract)Contracts.Value[contractId];
        var operation = contract.Operations.Single(each => each.Id == operationId);
        var bodies = contract.Bodies.Where(body => body.OperationId == operationId).ToList();
        var requests = Examples(bodies.Where(body => body.Status is null)).DefaultIfEmpty().ToList();
        var answers = Examples(bodies.Where(body => body.Status?.StartsWith('2') ?? false)).DefaultIfEmpty().ToList();
        return
            from request in requests
            from answer in answers
            select new CompletedChange
            {
                Id = Guid.CreateVersion7(),
                Operation = operation,
                ContractId = contractId,
                Path = string.Join('/', operation.PathTemplate.Split('/').Select(part => part.StartsWith('{') ? "K-1001" : part)),
                RequestContentType = request?.MediaType,
                RequestBody = Json(request?.Value),
                Status = answer is null ? 204 : int.Parse(answer.Status!.Replace('X', '0'), CultureInfo.InvariantCulture),
                ResponseContentType = answer?.MediaType,
                ResponseBody = Json(answer?.Value),
            };
    }

    /// <summary>A value of a document as JSON; empty when there is none.</summary>
    public static byte[] Json(SourceNode? node)
    {
        if (node is null)
        {
            return [];
        }

        var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static IEnumerable<Shown> Examples(IEnumerable<DeclaredBody> bodies) => bodies.SelectMany(body => body.Examples.Select(example => new Shown(body.Status, body.MediaType, example)));

    private sealed record Shown(string? Status, string MediaType, SourceNode Value);
}
