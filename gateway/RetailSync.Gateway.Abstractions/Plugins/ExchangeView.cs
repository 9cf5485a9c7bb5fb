namespace RetailSync.Gateway;

/// <summary>
/// What a plugin is told of an exchange: copies that stay valid when the exchange has ended. Secrets and personal data in texts are masked. Immutable.
/// What the plugin did not declare is not in it; asking for it throws <see cref="UndeclaredNeedException"/>.
/// </summary>
public sealed record ExchangeView
{
    private readonly string? _clientAddress;
    private readonly IReadOnlyDictionary<string, string>? _requestHeaders;
    private readonly IReadOnlyDictionary<string, string>? _responseHeaders;
    private readonly BodyView? _requestBody;
    private readonly BodyView? _responseBody;

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, masked, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>When the exchange ended or, at the stage <c>outcome</c>, when its answer came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it had taken by then.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The status.</summary>
    public required int Status { get; init; }

    /// <summary>Whether the answer came from the system behind the gateway; otherwise the gateway made it.</summary>
    public bool AnsweredByUpstream { get; init; }

    /// <summary>Whether it changes state: by its operation, or else by its method.</summary>
    public bool ChangesState { get; init; }

    /// <summary>The route's id; null when none matched.</summary>
    public string? RouteId { get; init; }

    /// <summary>The operation's id; null where the route has no contract.</summary>
    public string? OperationId { get; init; }

    /// <summary>The operation's path template, such as <c>/customers/{customerId}</c>; null where there is no operation.</summary>
    public string? PathTemplate { get; init; }

    /// <summary>The contract's id; null where there is none.</summary>
    public string? ContractId { get; init; }

    /// <summary>Who called; null when that was not established.</summary>
    public string? ConsumerId { get; init; }

    /// <summary>The problem's id, such as <c>quota-exceeded</c>, when the gateway refused; otherwise null.</summary>
    public string? ProblemType { get; init; }

    /// <summary>The policy that refused; null when none did.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>The configuration in force.</summary>
    public required string Revision { get; init; }

    /// <summary>The client's address. Declared by <c>needs.clientAddress</c>.</summary>
    public string ClientAddress
    {
        get => _clientAddress ?? throw new UndeclaredNeedException("needs.clientAddress");
        init => _clientAddress = value;
    }

    /// <summary>The request headers that <c>needs.requestHeaders</c> names and that were there, masked.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders
    {
        get => _requestHeaders ?? throw new UndeclaredNeedException("needs.requestHeaders");
        init => _requestHeaders = value;
    }

    /// <summary>The response headers that <c>needs.responseHeaders</c> names and that were there, masked.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders
    {
        get => _responseHeaders ?? throw new UndeclaredNeedException("needs.responseHeaders");
        init => _responseHeaders = value;
    }

    /// <summary>The request's body as far as it was read, up to <c>needs.requestBodyBytes</c>. Not masked: declare it with care.</summary>
    public BodyView RequestBody
    {
        get => _requestBody ?? throw new UndeclaredNeedException("needs.requestBodyBytes");
        init => _requestBody = value;
    }

    /// <summary>The answer's body as far as it was sent, up to <c>needs.responseBodyBytes</c>. Not masked: declare it with care. At the stage <c>observe</c> only.</summary>
    public BodyView ResponseBody
    {
        get => _responseBody ?? throw new UndeclaredNeedException("needs.responseBodyBytes");
        init => _responseBody = value;
    }
}
