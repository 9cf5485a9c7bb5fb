namespace RetailSync.Gateway;

/// <summary>What a plugin needs to see of an exchange besides its plain facts. Immutable.</summary>
public sealed record PluginNeeds
{
    /// <summary>How many bytes of the request's body. 0 to 1,048,576; default 0.</summary>
    public int RequestBodyBytes { get; init; }

    /// <summary>How many bytes of the answer's body. 0 to 1,048,576; default 0. At the stage <c>observe</c> only.</summary>
    public int ResponseBodyBytes { get; init; }

    /// <summary>Which request headers; none by default. Sensitive ones come masked.</summary>
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Which response headers; none by default. Sensitive ones come masked.</summary>
    public IReadOnlyList<string> ResponseHeaders { get; init; } = [];

    /// <summary>Whether the client's address. Default false.</summary>
    public bool ClientAddress { get; init; }

    /// <summary>Whether what operators do. Default false.</summary>
    public bool OperatorActions { get; init; }
}
