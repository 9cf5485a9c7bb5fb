using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Journal;

/// <summary>Writes each change down before it is sent and what became of it before its answer leaves, so that nobody is told of an outcome that is not on disk.</summary>
internal sealed partial class JournalPolicy : IReadsRequestBody, ISettlesUnanswered
{
    private readonly JournalOptions _options;
    private readonly RouteFacts _route;
    private readonly JournalMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<JournalPolicy> _logger;
    private readonly IJournal? _journal;
    private readonly KnownKeys? _known;
    private readonly FrozenDictionary<string, UpstreamClass> _classes;
    private readonly FrozenDictionary<string, AcceptKind> _accepts;
    private readonly QueueTerms _queueTerms;
    private readonly Finality.FinalityExceptions _exceptions;
    private readonly TimeSpan _retryAfter;

    public JournalPolicy(
        JournalOptions options, RouteFacts route, JournalMetrics metrics, ReplayMetrics replays, TimeProvider clock, ILogger<JournalPolicy> logger, IJournal? journal = null)
    {
        (_options, _route, _metrics, _clock, _logger, _journal) = (options, route, metrics, clock, logger, journal);
        _known = journal is null ? null : new KnownKeys(journal, replays, clock);
        _classes = options.Classes.ToFrozenDictionary(StringComparer.Ordinal);
        _accepts = options.Accepts.ToFrozenDictionary(StringComparer.Ordinal);
        _queueTerms = new QueueTerms(options.MaxQueued, options.MaxQueuedPerKey)
        {
            Reject = [.. options.Reject],
            Release = options.NotApplied503 ? [.. options.Release, 503] : [.. options.Release],
        };
        _exceptions = new Finality.FinalityExceptions(options.Reject, options.Release, options.NotApplied503);
        _retryAfter = TimeSpan.FromSeconds(options.RetryAfterSeconds);
    }

    /// <inheritdoc/>
    public int RequestBytesFor(Exchange exchange) => Concerns(exchange) && Targets.HasBody(exchange.Context.Request) ? _options.MaxRequestBytes : 0;

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(Verdict.GoOn);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestBodyAsync(Exchange exchange) => 
        !Concerns(exchange) ? new(Verdict.GoOn) : IsSentLater(exchange.Operation!) ? AcceptAsync(exchange, _journal!) : ClaimAsync(exchange, _journal!);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnResponseAsync(Exchange exchange) =>
        Concerned(exchange) is { } intent ? CommitAsync(exchange, intent) : new(Verdict.GoOn);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnUnansweredAsync(Exchange exchange, Unanswered what)
    {
        ArgumentNullException.ThrowIfNull(what);
        return Concerned(exchange) is { } intent ? SettleUnansweredAsync(intent, what) : new(Verdict.GoOn);
    }

    // What goes out under an operation that is known already is settled by whoever asked for it.
    private bool Concerns(Exchange exchange) => exchange.Operation is { ChangesState: true } && exchange.OperationKey is null && _journal is not null && _route.ClusterId.Length > 0;

    private static Intent? Concerned(Exchange exchange) => exchange.OperationKey is null ? null : exchange.Context.Features.Get<ClaimedChange>()?.Intent;

    private bool IsSentLater(Operation operation) => (_accepts.TryGetValue(operation.Id, out var own) ? own : _options.Accept) == AcceptKind.Queue;

    private UpstreamClass ClassOf(Operation operation) =>
        _classes.TryGetValue(operation.Id, out var own) ? own : _options.Class ?? (_route.HonoursKey ? UpstreamClass.A : UpstreamClass.D);

    [LoggerMessage(LogLevel.Error, "The journal failed to take the change of request {RequestId}; nothing was sent.", EventName = "journal.claim-fault")]
    private partial void LogClaimFault(string requestId, Exception fault);

    [LoggerMessage(LogLevel.Error, "What became of operation {Operation} ({State}) could not be written down; its outcome counts as unknown.", EventName = "journal.settle-fault")]
    private partial void LogNotSettled(Guid operation, OperationState state, Exception? fault);
}
