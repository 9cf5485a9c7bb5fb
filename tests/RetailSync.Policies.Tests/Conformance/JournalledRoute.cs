using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A route with a contract whose one operation changes a customer.</summary>
internal static class JournalledRoute
{
    public static readonly Operation Operation = Some.Operation("putCustomer", "PUT", "/customers/{id}") with
    {
        ChangesState = true, Event = new EventDeclaration("retail.customer.updated.v1", "path:id", "request"),
    };

    public static readonly RouteFacts Route = new() { RouteId = "crm", ClusterId = "crm", HasJournal = true, Contract = new OneOperation(Operation) };

    public static Exchange Exchange(string path = "/customers/1")
    {
        var exchange = Some.Exchange(Route, Operation, Some.Caller());
        exchange.Context.Request.Method = "PUT";
        exchange.Context.Request.Path = path;
        exchange.Context.Response.StatusCode = StatusCodes.Status200OK;
        return exchange;
    }

    private sealed class OneOperation(Operation operation) : IContract
    {
        public string Id => "crm/customers@1";

        public string Hash => "hash";

        public string Title => "Customers";

        public string Version => "1.0.0";

        public string File => "crm/customers.v1.openapi.yaml";

        public IReadOnlyList<Operation> Operations => [operation];

        public OperationMatch Match(string method, ReadOnlySpan<char> path) => new(operation, null);
    }
}
