using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Gateway;

/// <summary>One request and its answer on their way through the pipeline.</summary>
/// <remarks>One thread at a time: the pipeline runs policies one after another. Not kept after the exchange has ended.</remarks>
public class Exchange
{
    private Caller? _caller;
    private IDisposable? _held;
    private List<IDisposable>? _alsoHeld;

    /// <summary>Starts an exchange.</summary>
    protected internal Exchange(HttpContext context, string id, ISnapshot snapshot, long startedAt)
    {
        Context = context;
        Id = id;
        Snapshot = snapshot;
        StartedAt = startedAt;
    }

    /// <summary>The request and the answer as ASP.NET Core sees them.</summary>
    public HttpContext Context { get; }

    /// <summary>The request's id, 32 hexadecimal digits: <c>X-Request-Id</c>, the problem's <c>instance</c>, the trace id of a new trace.</summary>
    public string Id { get; }

    /// <summary>Configuration, contracts and landscape as they were when the request arrived.</summary>
    public ISnapshot Snapshot { get; }

    /// <summary>When it arrived, as a timestamp of the clock.</summary>
    public long StartedAt { get; }

    /// <summary>When the request was sent on to the upstream, as a timestamp of the clock; 0 before.</summary>
    public long ForwardedAt { get; internal set; }

    /// <summary>The route; null before routing and when there is none.</summary>
    public RouteFacts? Route { get; internal set; }

    /// <summary>The API version that is meant; null when the request is for none of the landscape's APIs.</summary>
    public ApiVersion? Version { get; internal set; }

    /// <summary>The operation; null where the route has no contract.</summary>
    public Operation? Operation { get; internal set; }

    /// <summary>Who is calling; null before identify and on public routes.</summary>
    public Caller? Caller => _caller;

    /// <summary>The certificate that the client showed, good or bad; null when it showed none or none is asked for. A bad one says so in <see cref="ClientCertificate.Fault"/>.</summary>
    public ClientCertificate? ClientCertificate { get; internal set; }

    /// <summary>
    /// The whole body, for policies that declared <see cref="IReadsRequestBody"/>; once the exchange has ended also for those who called <see cref="AskForRequestBody"/>, when it
    /// arrived whole. Otherwise empty.
    /// </summary>
    public ReadOnlySequence<byte> RequestBody { get; internal set; }

    /// <summary>Headers that policies add to the answer, whoever makes it: the upstream's or ours. The last value of a name wins.</summary>
    public ResponseHeaderList ResponseHeaders { get; } = new();

    /// <summary>
    /// The whole body of the upstream's answer: after <see cref="HoldResponseBodyAsync"/>, or once the exchange has ended, when <see cref="AskForResponseBody"/> was called in time. Null
    /// when nobody asked, and when the body was longer than asked for, did not arrive whole, or found no room under the budget for bodies in memory. Valid until the exchange has ended.
    /// </summary>
    public ReadOnlySequence<byte>? ResponseBody { get; internal set; }

    /// <summary>The answer that a policy gave in the upstream's place; null when none did.</summary>
    public Reply? Reply { get; internal set; }

    /// <summary>Why it was refused; null while it goes on.</summary>
    public Problem? Refusal { get; internal set; }

    /// <summary>What to tell the one who asked for an explanation; null when nobody did, which is nearly always.</summary>
    public Explanation? Explanation { get; internal set; }

    /// <summary>The idempotency key under which this change is claimed; null when it has none. Set by the policy that reads the key, used by the one that claims.</summary>
    public IdempotencyClaim? IdempotencyKey { get; set; }

    /// <summary>The journalled operation's id, which the system gets as our key or reference; null while nothing is claimed.</summary>
    public Guid? OperationKey { get; set; }

    /// <summary>The lane in which this change waits its turn, <c>entity:key</c>; null when it is in none. Set by the policy that orders changes, used by the one that claims.</summary>
    public string? Lane { get; set; }

    /// <summary>What this exchange follows from: the id of an event that is delivered through the pipeline; null when a client asks.</summary>
    public string? CausationId { get; internal set; }

    /// <summary>Why a policy keeps the upstream's answer back, for those at <see cref="ResponseStage.Outcome"/> and <see cref="ResponseStage.Commit"/>; null while none does.</summary>
    public Problem? ResponseRefusal { get; internal set; }

    /// <summary>Whether an attempt before the one that was answered may have been carried out by the upstream.</summary>
    public bool MayHaveBeenSentBefore { get; internal set; }

    /// <summary>How long all attempts to forward it may take together; infinite where the route streams.</summary>
    public virtual TimeSpan LongestForward => TimeSpan.FromSeconds(30);

    /// <summary>Trace context of this exchange, for calls made on its behalf.</summary>
    public TraceLink Trace { get; internal set; }

    /// <summary>How many bytes of the upstream's answer policies want to see; 0: none, and nothing is copied.</summary>
    internal int WantedResponseBytes { get; private set; }

    /// <summary>How many bytes of the request policies want to see once it has passed; 0: none, and nothing is copied.</summary>
    internal int WantedRequestBytes { get; private set; }

    /// <summary>Asks for a copy of the request's body while it streams to the upstream. In time is until the end of <see cref="RequestStage.Claim"/>.</summary>
    /// <param name="maxBytes">The longest body that is of use. 1 to 104,857,600. Of several wishes the largest counts.</param>
    public void AskForRequestBody(int maxBytes) => WantedRequestBytes = Math.Max(WantedRequestBytes, maxBytes);

    /// <summary>
    /// Reads the whole request body now, before it is read for all policies together. Null: it is in <see cref="RequestBody"/>, and the later common read is satisfied by it.
    /// Otherwise why it cannot be had; the exchange must be refused with that, because part of the body may be gone. May be called again.
    /// </summary>
    /// <param name="maxBytes">The longest body that is read. 1 to 104,857,600.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public virtual ValueTask<Problem?> ReadRequestBodyAsync(int maxBytes) => new((Problem?)null);

    /// <summary>
    /// Says that from now on the exchange is carried through whether its caller waits for it or not, because its outcome is awaited by others:
    /// <c>Context.RequestAborted</c> then tells only that the gateway itself is at its end. The time limits of the route hold as before. Cannot be taken back.
    /// </summary>
    public virtual void OutliveCaller()
    {
    }

    /// <summary>
    /// Waits for the whole of the upstream's answer before any of it is sent. From <see cref="ResponseStage.Judge"/> to <see cref="ResponseStage.Commit"/>. May be called again: what
    /// is held already counts, and an answer that was too long before is held further when more is asked for.
    /// </summary>
    /// <param name="maxBytes">The longest body that is waited for. 1 to 104,857,600.</param>
    public virtual ValueTask<HoldResult> HoldResponseBodyAsync(int maxBytes) => new(HoldResult.TooLong);

    /// <summary>Takes the request's body out of the exchange, to be looked at after its end by somebody who disposes it. Null when there is none. Only from <see cref="ReleaseAtEnd"/> on.</summary>
    public virtual IHeldBody? TakeRequestBody() => null;

    /// <summary>Takes the answer's body out of the exchange, to be looked at after its end by somebody who disposes it. Null when there is none. Only from <see cref="ReleaseAtEnd"/> on.</summary>
    public virtual IHeldBody? TakeResponseBody() => null;

    /// <summary>Asks for a copy of the upstream's answer while it streams to the caller. In time is until the end of <see cref="ResponseStage.Commit"/>.</summary>
    /// <param name="maxBytes">The longest body that is of use. 1 to 104,857,600. Of several wishes the largest counts.</param>
    public void AskForResponseBody(int maxBytes) => WantedResponseBytes = Math.Max(WantedResponseBytes, maxBytes);

    /// <summary>Hands something over that is held for this exchange. It is disposed once when the exchange has ended, however it ends, before observers run.</summary>
    public void ReleaseAtEnd(IDisposable held)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (_held is null)
        {
            _held = held;
        }
        else
        {
            (_alsoHeld ??= []).Add(held);
        }
    }

    /// <summary>Says who is calling. Once per exchange.</summary>
    /// <exception cref="InvalidOperationException">A caller was already established.</exception>
    public void Identify(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _caller = _caller is null ? caller : throw new InvalidOperationException("The caller of this exchange is already established.");
    }

    /// <summary>Releases what was handed over.</summary>
    internal void Release()
    {
        _held?.Dispose();
        foreach (var held in _alsoHeld ?? [])
        {
            held.Dispose();
        }

        (_held, _alsoHeld) = (null, null);
    }
}
