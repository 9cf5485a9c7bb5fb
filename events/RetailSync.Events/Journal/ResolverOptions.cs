using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>How the outcome of one operation is found out when no answer came.</summary>
internal sealed class ResolverOptions
{
    /// <summary>What the system offers. Default: what the route said when the change was made.</summary>
    public UpstreamClass? Class { get; init; }

    /// <summary>
    /// The path and query that are asked with GET, <c>/oms/v1/orders?externalNumber={request:/externalNumber}</c>: <c>{request:/pointer}</c> is a value of the request's body,
    /// <c>{path:name}</c> a parameter of its path, <c>{operation}</c> our id of it. Default: none; class C asks for the change's own target.
    /// </summary>
    public string? Lookup { get; init; }

    /// <summary>Where in the answer the thing stands when it is there, a JSON pointer such as <c>/items/0</c>. Default: the whole body.</summary>
    public string Found { get; init; } = "";

    /// <summary>The status that a found change is taken to have had. 200 to 299; default 201 for POST, 204 for DELETE, otherwise 200.</summary>
    public int? Status { get; init; }

    /// <summary>How long a change that was not found may still arrive, in seconds. 0 to 86,400; default <see cref="JournalOptions.QuietSeconds"/>.</summary>
    public int? QuietSeconds { get; init; }

    /// <summary>The consumer that asks. Default: the one who made the change.</summary>
    public string? Consumer { get; init; }
}
