using System.Diagnostics;

namespace RetailSync.Gateway.Pipeline;

/// <summary>An exchange with what only the pipeline needs to know of it.</summary>
internal sealed class ActiveExchange(HttpContext context, string id, ISnapshot snapshot, long startedAt) : Exchange(context, id, snapshot, startedAt)
{
    /// <summary>The route's plan; null before routing and for unknown paths.</summary>
    public RoutePlan? Plan { get; set; }

    /// <summary>The body that was read for policies; null when none asked for it.</summary>
    public PooledBody? BufferedBody { get; set; }

    /// <summary>The copy of the request's body that is made while it passes; null when no policy asked for one.</summary>
    public RequestCopy? RequestCopy { get; set; }

    /// <summary>The copy of the upstream's answer that is made while it passes; null when no policy asked for one.</summary>
    public ResponseCopy? ResponseCopy { get; set; }

    /// <summary>The upstream's whole answer; null when nobody asked for it or it did not arrive whole.</summary>
    public PooledBody? HeldResponse { get; set; }

    /// <summary>Where the upstream's answer can be waited for; null except while policies judge its head.</summary>
    public ResponseHold? Hold { get; set; }

    /// <summary>What is kept of its bodies for plugins; null when no plugin wants any.</summary>
    public Plugins.BodyCaptures? Captures { get; set; }

    /// <summary>The span of this exchange; null when it is not sampled, which is nearly always.</summary>
    public Activity? Span { get; set; }

    /// <summary>The span of the upstream call; null when not sampled.</summary>
    public Activity? ForwardSpan { get; set; }

    /// <summary>Whether the answer's head came from the upstream.</summary>
    public bool AnsweredByUpstream { get; set; }

    /// <summary>The id of the policy that refused; null when none did.</summary>
    public string? RefusedBy { get; set; }

    /// <summary>Which of the chain's <see cref="PolicyChain.Settlers"/> have run their request side and have heard nothing since, a bit for each.</summary>
    public uint Owed { get; set; }

    /// <summary>Reads its body when a policy asks for that; null before the route is known.</summary>
    public RequestBodyReader? Bodies { get; set; }

    /// <summary>Why its body could not be read; null while it could.</summary>
    public Problem? BodyFault { get; set; }

    /// <summary>Cancelled when the gateway ends whatever is still under way.</summary>
    public CancellationToken GatewayEnd { get; init; }

    /// <summary>Whether it is carried through whether its caller waits for it or not.</summary>
    public bool OutlivesCaller { get; private set; }

    /// <summary>The call of ours that it is; null when it came in over the network.</summary>
    public Calls.OwnCall? OwnCall { get; init; }

    /// <summary>Whether a byte of the request may have reached the upstream.</summary>
    public bool MayHaveBeenSent => Forward?.MayHaveBeenSent == true;

    /// <summary>Its attempts in the forward stage; null before that.</summary>
    public Forwarding.ForwardRun? Forward { get; set; }

    /// <summary>Whether it changes state: as the contract says, or by method where there is none.</summary>
    public bool ChangesState => Operation?.ChangesState ?? !(HttpMethods.IsGet(Context.Request.Method) || HttpMethods.IsHead(Context.Request.Method) || HttpMethods.IsOptions(Context.Request.Method));

    /// <summary>The destination that was called, for those who operate the gateway.</summary>
    public string? Destination { get; set; }

    /// <inheritdoc/>
    public override ValueTask<HoldResult> HoldResponseBodyAsync(int maxBytes) =>
        Hold?.HoldAsync(this, maxBytes) ?? throw new InvalidOperationException("The upstream's answer can be held between its head and the moment when it leaves.");

    /// <inheritdoc/>
    public override TimeSpan LongestForward => Plan is not { } plan ? base.LongestForward : plan.Forward.Total == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : plan.Forward.Total;

    /// <inheritdoc/>
    public override ValueTask<Problem?> ReadRequestBodyAsync(int maxBytes) =>
        Bodies?.ReadAsync(this, maxBytes) ?? throw new InvalidOperationException("The request's body can be read once the route is known.");

    /// <inheritdoc/>
    public override void OutliveCaller()
    {
        OutlivesCaller = true;
        Context.RequestAborted = GatewayEnd;
    }

    /// <inheritdoc/>
    public override IHeldBody? TakeRequestBody()
    {
        var body = BufferedBody;
        BufferedBody = null;
        return body is { Length: > 0 } ? body : null;
    }

    /// <inheritdoc/>
    public override IHeldBody? TakeResponseBody()
    {
        // A beginning that was held in vain stays with the exchange.
        if (ResponseBody is null)
        {
            return null;
        }

        var body = HeldResponse;
        HeldResponse = null;
        return body;
    }
}
