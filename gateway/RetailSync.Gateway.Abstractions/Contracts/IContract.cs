namespace RetailSync.Gateway;

/// <summary>A contract, compiled once per content hash. Immutable.</summary>
public interface IContract
{
    /// <summary>The id, <c>system/name@major</c>: <c>crm/customers@1</c>.</summary>
    string Id { get; }

    /// <summary>A hash of the file's content.</summary>
    string Hash { get; }

    /// <summary>The title the document gives itself.</summary>
    string Title { get; }

    /// <summary>The document's own version, such as <c>1.4.0</c>.</summary>
    string Version { get; }

    /// <summary>The file it was read from, relative to the contracts' folder.</summary>
    string File { get; }

    /// <summary>Every operation, in the document's order.</summary>
    IReadOnlyList<Operation> Operations { get; }

    /// <summary>Finds the operation for a method and a path below the API version's prefix (<c>/customers/17</c>).</summary>
    /// <remarks>The most restrictive template that fits the path is chosen first; the method is then looked up on it alone. HEAD falls back to GET.</remarks>
    OperationMatch Match(string method, ReadOnlySpan<char> path);
}
