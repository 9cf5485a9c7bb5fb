using System.Collections.Frozen;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A snapshot with one contract of customers and orders, and events for it. Tests change it.</summary>
internal sealed class Scene : ISnapshot, ISnapshotSource, IChangeEventBuilder, ILandscape
{
    public const string Updated = "retail.customer.updated.v1";
    public const string Created = "retail.order.created.v1";

    private readonly FakeSnapshot _empty = new([]);

    public string Revision { get; set; } = "r1";

    public ILandscape Landscape => this;

    public IReadOnlyDictionary<string, IContract> Contracts { get; set; } = new Dictionary<string, IContract>
    {
        ["crm/customers@1"] = new FakeContract(
            "crm/customers@1",
            Some.Operation("updateCustomer", "PUT", "/customers/{customerId}") with { Event = new EventDeclaration(Updated, "path:customerId", "request") },
            Some.Operation("createOrder", "POST", "/orders") with { Event = new EventDeclaration(Created, "response:/id", "response") },
            Some.Operation("noEvent", "POST", "/quiet")),
    };

    public IReadOnlyDictionary<string, IEventContract> Events { get; set; } =
        new[] { Updated, Created }.ToFrozenDictionary(type => type, IEventContract (type) => new FakeEventContract(type));

    /// <summary>Builds the events; by default as the contract declares.</summary>
    public Func<CompletedChange, BuiltEvents> Build { get; set; } = Declared;

    public ISnapshot Current => this;

    public IReadOnlyList<RetailSystem> Systems => [];

    public IReadOnlyList<Api> Apis => [];

    public IConsumerDirectory Consumers => _empty;

    public static BuiltEvents Declared(CompletedChange change)
    {
        if (change.Operation.Event is not { } declared)
        {
            return BuiltEvents.None;
        }

        var data = declared.Data == "request" ? change.RequestBody : change.ResponseBody ?? default;
        return EntityKey.Find(change.Operation, change.Path, change.RequestBody, change.ResponseBody ?? default) is { } key
            ? new BuiltEvents([new ChangeEvent { Type = declared.Type, Key = key, Data = data, DataContentType = "application/json" }])
            : new BuiltEvents([], "The key is not where the contract says.");
    }

    public ValueTask<BuiltEvents> BuildAsync(CompletedChange change, CancellationToken cancellationToken) => new(Build(change));

    public Api? FindApi(ReadOnlySpan<char> path) => null;

    public ApiVersion? FindVersion(string contractId) => new() { ApiId = "crm/customers", Number = 1, PathPrefix = "/crm/v1", ContractId = contractId };
}
