using System.Collections.Frozen;

namespace RetailSync.Gateway;

/// <summary>One operation of a contract, resolved. Immutable.</summary>
public sealed record Operation
{
    /// <summary>The document's <c>operationId</c>, unique within its contract.</summary>
    public required string Id { get; init; }

    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path template, such as <c>/customers/{customerId}</c>.</summary>
    public required string PathTemplate { get; init; }

    /// <summary>The document's one-line summary, or empty.</summary>
    public string Summary { get; init; } = "";

    /// <summary>
    /// The sets of scopes of which the caller needs one whole set (the security requirements, alternatives in order). No set at all means that
    /// nobody may call it (deny by default); an empty set means that any identified caller may.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> ScopeAlternatives { get; init; } = [];

    /// <summary>Whether it changes state: by method, unless <c>x-retailsync-changes</c> says otherwise.</summary>
    public required bool ChangesState { get; init; }

    /// <summary>The change event that it causes (<c>x-retailsync-event</c>); null when none is declared.</summary>
    public EventDeclaration? Event { get; init; }

    /// <summary>Whether and how its answers may be kept (<c>x-retailsync-cache</c>); null: they may not.</summary>
    public CacheDeclaration? Cache { get; init; }

    /// <summary>Whether the document marks it deprecated.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The names of its parameters and properties whose values are personal or secret (<c>x-data-class</c>). Empty while its contract does not say.</summary>
    public FrozenSet<string> SensitiveNames { get; init; } = [];

    /// <summary>Holds its messages against the contract; null where the contract was read for other purposes.</summary>
    public IOperationJudge? Judge { get; init; }

    /// <summary>Where it stands: <c>file:line:column</c>.</summary>
    public string Location { get; init; } = "";
}
