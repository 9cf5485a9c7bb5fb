using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RetailSync.Gateway;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Validate;

/// <summary>Holds requests against the contract of their operation: first the head, and only then, if the contract has something to say about it, the body.</summary>
internal sealed class ValidatePolicy(ValidateOptions options, JudgementQueue queue, ContractFaults faults, JudgeMetrics metrics) : IRequestPolicy, IReadsRequestBody
{
    private readonly JudgeModes _modes = new(options.Mode, options.Consumers);
    private readonly ValidateRules _rules = options.Rules;

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(exchange.Operation?.Judge is { } judge ? JudgeHead(exchange, judge) : Verdict.GoOn);

    /// <inheritdoc/>
    public int RequestBytesFor(Exchange exchange) => exchange.Operation?.Judge is { } judge && EnforcesBody(exchange, judge) && FindJudge(exchange, judge) is not null ? options.MaxBodyBytes : 0;

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestBodyAsync(Exchange exchange) =>
        new(exchange.Operation?.Judge is { } judge && EnforcesBody(exchange, judge) && FindJudge(exchange, judge) is { } body ? JudgeBody(exchange, judge, body) : Verdict.GoOn);

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is { } length ? length > 0 : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static IBodyJudge? FindJudge(Exchange exchange, IOperationJudge judge)
    {
        var request = exchange.Context.Request;
        return judge.RequestBody != BodyPresence.None && HasBody(request) && judge.FindRequestBody(request.ContentType) is { ReadsBody: true } body ? body : null;
    }

    // An upgrade has no body, whatever the server says it can have.
    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    private bool EnforcesBody(Exchange exchange, IOperationJudge judge) =>
        _modes.Of(exchange, _rules.Body) == JudgeMode.Enforce || (judge.Owners.Count > 0 && _modes.Of(exchange, _rules.Ownership) == JudgeMode.Enforce);

    private Verdict JudgeHead(Exchange exchange, IOperationJudge judge)
    {
        var request = exchange.Context.Request;
        if (_modes.Of(exchange, _rules.Parameters) is var parameters and not JudgeMode.Off)
        {
            var errors = judge.JudgeRequestHead(request, request.Path.Value.AsSpan(exchange.Version?.PathPrefix.Length ?? 0), options.MaxErrors);
            if (errors.Count > 0 && Found(exchange, parameters, errors, "parameters"))
            {
                return Refuse(new Problem(ProblemTypes.SchemaMismatch, Verdicts.Count(errors.Count, "parameters")) { Errors = errors });
            }
        }

        if (IsUpgrade(exchange.Context))
        {
            return Verdict.GoOn;
        }

        if (_modes.Of(exchange, _rules.ContentType) is var contentType and not JudgeMode.Off && FindPresenceFault(request, judge) is { } problem && Found(exchange, contentType, Errors(problem), "content type"))
        {
            return Refuse(problem);
        }

        AskToObserve(exchange, judge);
        return Verdict.GoOn;
    }

    private static IReadOnlyList<ProblemError> Errors(Problem problem) => problem.Errors.Count > 0 ? problem.Errors : [new ProblemError("/header/content-type", null, problem.Detail)];

    private static Problem? FindPresenceFault(HttpRequest request, IOperationJudge judge)
    {
        if (!HasBody(request))
        {
            return judge.RequestBody == BodyPresence.Required ? Missing() : null;
        }

        if (judge.RequestBody == BodyPresence.None)
        {
            return new Problem(ProblemTypes.SchemaMismatch, "The operation takes no body.") { Errors = [new ProblemError("", null, "The contract declares no body for this operation.")] };
        }

        if (judge.FindRequestBody(request.ContentType) is null)
        {
            return new Problem(ProblemTypes.UnsupportedMediaType, string.IsNullOrEmpty(request.ContentType)
                ? "The request has a body and no Content-Type."
                : "The contract does not declare this content type for the operation.");
        }

        var coding = request.Headers.ContentEncoding.ToString();
        return coding.Length == 0 || coding.Equals("identity", StringComparison.OrdinalIgnoreCase) || ContentCoding.IsKnown(coding) ? null : UnknownCoding();
    }

    private static Problem Missing() => new(ProblemTypes.SchemaMismatch, "The operation needs a body.") { Errors = [new ProblemError("", null, "The contract requires a body for this operation.")] };

    private static Problem UnknownCoding() =>
        new Problem(ProblemTypes.UnsupportedMediaType, "This Content-Encoding is not accepted.").With("Accept-Encoding", "gzip, deflate, br");

    private void AskToObserve(Exchange exchange, IOperationJudge judge)
    {
        var mode = _modes.Of(exchange, _rules.Body);
        var ownership = judge.Owners.Count > 0 ? _modes.Of(exchange, _rules.Ownership) : JudgeMode.Off;
        if ((mode != JudgeMode.Observe && ownership != JudgeMode.Observe) || EnforcesBody(exchange, judge) || FindJudge(exchange, judge) is not { } body)
        {
            return;
        }

        exchange.AskForRequestBody(options.MaxBodyBytes);
        exchange.ReleaseAtEnd(new ObservedRequest(exchange, body, options.MaxBodyBytes, ownership == JudgeMode.Observe ? Ownership.Of(exchange.Caller, judge.Owners) : Ownership.All, queue, metrics));
    }

    private Verdict JudgeBody(Exchange exchange, IOperationJudge judge, IBodyJudge body)
    {
        var request = exchange.Context.Request;
        using var plain = PlainBody.Of(exchange.RequestBody, request.Headers.ContentEncoding, options.MaxBodyBytes);
        if (plain.Result != PlainBodyResult.Plain)
        {
            return Refuse(plain.Result switch
            {
                PlainBodyResult.TooLong => new Problem(ProblemTypes.BodyTooLarge, $"Without its content coding the body is longer than the {options.MaxBodyBytes} bytes that this route reads, or swells too much."),
                PlainBodyResult.UnknownCoding => UnknownCoding(),
                _ => new Problem(ProblemTypes.MalformedJson, "The body is not written in the content coding that it names."),
            });
        }

        if (plain.Bytes.IsEmpty)
        {
            return judge.RequestBody == BodyPresence.Required ? Refuse(Missing()) : Verdict.GoOn;
        }

        var finding = body.Judge(request.ContentType, plain.Bytes);
        if (finding.Verdict != BodyVerdict.Sound)
        {
            var errors = Verdicts.Explain(body, request.ContentType, plain.Bytes, finding.Verdict, options.MaxErrors);
            return Found(exchange, _modes.Of(exchange, _rules.Body), errors, Verdicts.Name(finding.Verdict, isForeign: false))
                ? Refuse(finding.Verdict == BodyVerdict.Malformed
                    ? new Problem(ProblemTypes.MalformedJson, "The body cannot be read as what its content type says.") { Errors = errors }
                    : new Problem(ProblemTypes.SchemaMismatch, Verdicts.Count(errors.Count, "body")) { Errors = errors })
                : Verdict.GoOn;
        }

        return finding.AuthoredOwners == 0 ? Sound(exchange) : JudgeOwnership(exchange, judge, body, finding, plain.Bytes);
    }

    private Verdict JudgeOwnership(Exchange exchange, IOperationJudge judge, IBodyJudge body, BodyFinding finding, ReadOnlyMemory<byte> bytes)
    {
        var mode = _modes.Of(exchange, _rules.Ownership);
        var allowed = Ownership.Of(exchange.Caller, judge.Owners);
        if (mode == JudgeMode.Off || !Ownership.IsForeign(finding, allowed))
        {
            return Sound(exchange);
        }

        var errors = body.ExplainOwners(exchange.Context.Request.ContentType, bytes, ~allowed, options.MaxErrors);
        return Found(exchange, mode, errors, "not-the-owner")
            ? Refuse(new Problem(ProblemTypes.NotTheOwner, "The request sets fields whose authoritative system is another.")
            {
                Errors = errors,
                Reason = $"The caller's system is '{exchange.Caller?.Consumer.System}'.",
            })
            : Verdict.GoOn;
    }

    private Verdict Sound(Exchange exchange)
    {
        metrics.Judged(JudgedMessage.Request, "sound", JudgeMode.Enforce, JudgedMessage.SystemOf(exchange));
        return Verdict.GoOn;
    }

    // Whether it is refused for that.
    private bool Found(Exchange exchange, JudgeMode mode, IReadOnlyList<ProblemError> errors, string verdict)
    {
        if (mode != JudgeMode.Off)
        {
            metrics.Judged(JudgedMessage.Request, verdict, mode, JudgedMessage.SystemOf(exchange));
            faults.Add(JudgedMessage.Of(exchange, JudgedMessage.Request), errors);
            exchange.Explanation?.Note("validate", $"{verdict}: {errors.Count} faults, {(mode == JudgeMode.Enforce ? "refused" : "observed")}");
        }

        return mode == JudgeMode.Enforce;
    }

    private static Verdict Refuse(Problem problem) => Verdict.Refuse(problem);
}
