using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Plugins.Tests.ChangeEvents;

/// <summary>Changes for the tests.</summary>
internal static class Changes
{
    /// <summary>A customer who was changed.</summary>
    public static CompletedChange Customer(
        string key = "path:customerId", string data = "response", string request = """{"name":"Anna"}""", string? response = """{"id":"C-1001","version":2}""", int status = 200) => new()
    {
        Id = Guid.Empty,
        Operation = new Operation
        {
            Id = "updateCustomer",
            Method = "PUT",
            PathTemplate = "/customers/{customerId}",
            ChangesState = true,
            Event = new EventDeclaration("retail.customer.updated.v1", key, data),
        },
        ContractId = "crm/customers@1",
        Path = "/customers/C-1001",
        RequestContentType = "application/json",
        RequestBody = Encoding.UTF8.GetBytes(request),
        Status = status,
        ResponseContentType = "application/json",
        ResponseBody = response is null ? null : Encoding.UTF8.GetBytes(response),
    };

    /// <summary>The data as text.</summary>
    public static string Text(this ChangeEvent built) => Encoding.UTF8.GetString(built.Data.Span);
}
