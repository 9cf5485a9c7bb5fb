using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>The operations of one path. Immutable.</summary>
internal sealed class MethodTable
{
    private readonly Operation[] _operations;
    private readonly OperationMatch _notAllowed;

    public MethodTable(IEnumerable<Operation> operations)
    {
        _operations = [.. operations];
        List<string> methods = [.. _operations.Select(operation => operation.Method)];
        var get = methods.IndexOf(HttpMethods.Get);
        if (get >= 0 && !methods.Contains(HttpMethods.Head))
        {
            methods.Insert(get + 1, HttpMethods.Head);
        }

        _notAllowed = new OperationMatch(null, string.Join(", ", methods));
    }

    public OperationMatch Find(string method) =>
        Exact(method) is { } operation ? new OperationMatch(operation, null)
        : method == HttpMethods.Head && Exact(HttpMethods.Get) is { } get ? new OperationMatch(get, null)
        : _notAllowed;

    // A path has a handful of methods at most: comparing them in turn beats hashing. Methods are case-sensitive (RFC 9110, section 9.1).
    private Operation? Exact(string method)
    {
        foreach (var operation in _operations)
        {
            if (operation.Method == method)
            {
                return operation;
            }
        }

        return null;
    }
}
