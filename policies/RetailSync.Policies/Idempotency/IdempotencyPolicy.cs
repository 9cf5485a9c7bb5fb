using System.Collections.Frozen;
using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Idempotency;

/// <summary>Knows a repeated change again by its key and gives the first one's answer. What is new under a key is claimed later, by whoever writes the change down.</summary>
internal sealed class IdempotencyPolicy : IRequestPolicy, IWithholdsHeaders
{
    private readonly IdempotencyOptions _options;
    private readonly IJournal? _journal;
    private readonly IdempotencyMetrics _metrics;
    private readonly KnownKeys? _known;
    private readonly FrozenDictionary<string, KeyMode> _modes;
    private readonly FrozenDictionary<string, TimeSpan> _keeps;
    private readonly FrozenDictionary<string, NaturalKey> _natural;

    public IdempotencyPolicy(IdempotencyOptions options, RouteFacts route, ReplayMetrics replays, IdempotencyMetrics metrics, TimeProvider clock, IJournal? journal = null)
    {
        (_options, _metrics, _journal) = (options, metrics, journal);
        _known = journal is null ? null : new KnownKeys(journal, replays, clock);
        _modes = options.Modes.ToFrozenDictionary(StringComparer.Ordinal);
        _keeps = options.Keeps.ToFrozenDictionary(StringComparer.Ordinal);
        _natural = options.Keys.ToFrozenDictionary(
            key => key.Key, key => new NaturalKey(route.Contract!.Operations.Single(operation => operation.Id == key.Key), key.Value), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> WithheldHeaders { get; } = [IdempotencyKey.Header];

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        // What goes out under an operation that is known already is neither new nor a repetition.
        if (exchange.Operation is not { ChangesState: true } operation || _known is null || exchange.OperationKey is not null || ModeOf(operation) is not (var mode and not KeyMode.Off))
        {
            return new(Verdict.GoOn);
        }

        if (!IdempotencyKey.TryRead(exchange.Context.Request.Headers[IdempotencyKey.Header], out var key))
        {
            _metrics.Malformed();
            return new(Verdict.Refuse(new Problem(
                ProblemTypes.IdempotencyKeyMalformed, $"{IdempotencyKey.Header} must stand there once, with 1 to {IdempotencyKey.MaxLength} visible ASCII characters, in quotation marks or without.")));
        }

        return _natural.TryGetValue(operation.Id, out var natural) && (key is null || _options.AlwaysByNature)
            ? FromNatureAsync(exchange, natural, key, mode)
            : key is null ? new(Missing(mode)) : FindAsync(exchange, ["header", key]);
    }

    private KeyMode ModeOf(Operation operation) => _modes.TryGetValue(operation.Id, out var own) ? own : _options.Mode;

    private Verdict Missing(KeyMode mode)
    {
        if (mode != KeyMode.Require)
        {
            return Verdict.GoOn;
        }

        _metrics.Missing();
        return Verdict.Refuse(new Problem(ProblemTypes.IdempotencyKeyMissing, $"Send the header {IdempotencyKey.Header} with a value that is new for each change and the same for each repetition of it.")
            .With("Link", $"<{ProblemTypes.IdempotencyKeyMissing.Uri}>; rel=\"help\""));
    }

    private async ValueTask<Verdict> FromNatureAsync(Exchange exchange, NaturalKey natural, string? key, KeyMode mode)
    {
        if (natural.ReadsBody && await exchange.ReadRequestBodyAsync(_options.MaxBodyBytes) is { } unreadable)
        {
            return Verdict.Refuse(unreadable);
        }

        return natural.Find(exchange, _options.MaxBodyBytes) is { } parts
            ? await FindAsync(exchange, ["nature", exchange.Operation!.Id, .. parts])
            : key is null ? Missing(mode) : await FindAsync(exchange, ["header", key]);
    }

    private async ValueTask<Verdict> FindAsync(Exchange exchange, string[] key)
    {
        var request = new KeyedRequest(
            ScopeOf(exchange, key), _options.Fingerprint, _keeps.TryGetValue(exchange.Operation!.Id, out var keep) ? keep : _options.Keep, TimeSpan.FromSeconds(_options.MaxWaitSeconds));
        KnownOperation? known;
        try
        {
            known = await _journal!.FindAsync(request.Scope, exchange.Context.RequestAborted);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            return Verdict.Refuse(ReplayProblems.Unavailable(fault.Message));
        }

        if (known is not null)
        {
            if (await exchange.ReadRequestBodyAsync(_options.MaxBodyBytes) is { } unreadable)
            {
                return Verdict.Refuse(unreadable);
            }

            if (await _known!.AnswerAsync(exchange, request, known) is { IsFinal: true } verdict)
            {
                return verdict;
            }
        }

        exchange.Context.Features.Set(request);
        return Verdict.GoOn;
    }

    private static string ScopeOf(Exchange exchange, string[] key)
    {
        using var hash = new PartHash();
        hash.Add(exchange.Caller?.Consumer.Id).Add(exchange.Context.Request.Method).Add(exchange.Route?.RouteId);
        foreach (var part in key)
        {
            hash.Add(part);
        }

        return Convert.ToHexStringLower(hash.End());
    }
}
