using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Judge;

/// <summary>Holds answers against the contract of their operation. Where that is enforced, an answer waits until it is judged; otherwise it streams and is judged afterwards.</summary>
internal sealed class JudgePolicy(JudgeOptions options, JudgementQueue queue, ContractFaults faults, JudgeMetrics metrics) : IResponsePolicy
{
    private const int MaxErrors = 20;

    private readonly JudgeModes _modes = new(options.Mode, options.Consumers);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
    {
        var status = exchange.Context.Response.StatusCode;
        if (exchange.Operation?.Judge is not { } judge || status == StatusCodes.Status101SwitchingProtocols || SpeaksForItself(status, judge))
        {
            return new(Verdict.GoOn);
        }

        if (JudgeHead(exchange, judge, status) is { } problem)
        {
            return new(Verdict.Refuse(problem));
        }

        var mode = _modes.Of(exchange, options.Rules.Body);
        if (mode == JudgeMode.Off || !HasBody(exchange, judge, status) || judge.FindResponseBody(status, exchange.Context.Response.ContentType) is not { ReadsBody: true } body)
        {
            return new(Verdict.GoOn);
        }

        if (exchange.Context.Response.ContentLength > options.MaxBodyBytes)
        {
            metrics.Unjudged(JudgedMessage.Response, "too-long", JudgedMessage.SystemOf(exchange));
            return new(Verdict.GoOn);
        }

        return mode == JudgeMode.Enforce ? HoldAsync(exchange, body) : new(Observe(exchange, body));
    }

    // What a proxy or an overloaded system says of itself is seldom in a contract, and of use to the caller as it is.
    private static bool SpeaksForItself(int status, IOperationJudge judge) =>
        status is StatusCodes.Status429TooManyRequests or StatusCodes.Status304NotModified or >= 500 && !judge.DeclaresResponse(status);

    private static bool HasBody(Exchange exchange, IOperationJudge judge, int status) =>
        judge.DeclaresResponseBody(status) && !HttpMethods.IsHead(exchange.Context.Request.Method);

    private static Problem Broken(string reason) => new(ProblemTypes.UpstreamContractBroken, "The system's answer was not usable.") { Reason = reason };

    private Problem? JudgeHead(Exchange exchange, IOperationJudge judge, int status)
    {
        var response = exchange.Context.Response;
        if (_modes.Of(exchange, options.Rules.Head) is var head and not JudgeMode.Off)
        {
            var errors = judge.JudgeResponseHead(status, response.Headers, MaxErrors);
            if (errors.Count > 0 && Found(exchange, head, errors, "head"))
            {
                return Broken($"{errors[0].InstanceLocation}: {errors[0].Error}");
            }
        }

        if (_modes.Of(exchange, options.Rules.ContentType) is var contentType and not JudgeMode.Off
            && HasBody(exchange, judge, status) && judge.FindResponseBody(status, response.ContentType) is null)
        {
            var error = new ProblemError("/header/content-type", null, string.IsNullOrEmpty(response.ContentType)
                ? "The contract declares a body for this status, and the answer has no Content-Type."
                : "The contract does not declare this content type for this status.");
            if (Found(exchange, contentType, [error], "content-type"))
            {
                return Broken(error.Error);
            }
        }

        return null;
    }

    private Verdict Observe(Exchange exchange, IBodyJudge body)
    {
        exchange.AskForResponseBody(options.MaxBodyBytes);
        exchange.ReleaseAtEnd(new ObservedResponse(exchange, body, options.MaxBodyBytes, queue, metrics));
        return Verdict.GoOn;
    }

    private async ValueTask<Verdict> HoldAsync(Exchange exchange, IBodyJudge body)
    {
        switch (await exchange.HoldResponseBodyAsync(options.MaxBodyBytes))
        {
            case HoldResult.Held:
                return JudgeBody(exchange, body);
            case HoldResult.Broken:
                return Verdict.Refuse(new Problem(ProblemTypes.UpstreamFailed, "The request was sent, and no usable answer came back.") { Reason = "The answer broke off while it was waited for." });
            case HoldResult.TooLong:
                metrics.Unjudged(JudgedMessage.Response, "too-long", JudgedMessage.SystemOf(exchange));
                return Verdict.GoOn;
            default:
                metrics.Unjudged(JudgedMessage.Response, "no-room", JudgedMessage.SystemOf(exchange));
                return Verdict.GoOn;
        }
    }

    private Verdict JudgeBody(Exchange exchange, IBodyJudge body)
    {
        var response = exchange.Context.Response;
        using var plain = PlainBody.Of(exchange.ResponseBody!.Value, response.Headers.ContentEncoding, options.MaxBodyBytes);
        if (plain.Result is PlainBodyResult.TooLong or PlainBodyResult.UnknownCoding)
        {
            metrics.Unjudged(JudgedMessage.Response, plain.Result == PlainBodyResult.TooLong ? "too-long" : "coding", JudgedMessage.SystemOf(exchange));
            return Verdict.GoOn;
        }

        if (plain.Result == PlainBodyResult.Broken)
        {
            var error = new ProblemError("/header/content-encoding", null, "The body is not written in the content coding that it names.");
            Found(exchange, JudgeMode.Enforce, [error], "malformed");
            return Verdict.Refuse(Broken(error.Error));
        }

        var finding = body.Judge(response.ContentType, plain.Bytes);
        if (finding.Verdict == BodyVerdict.Sound)
        {
            metrics.Judged(JudgedMessage.Response, "sound", JudgeMode.Enforce, JudgedMessage.SystemOf(exchange));
            return Verdict.GoOn;
        }

        var errors = Verdicts.Explain(body, response.ContentType, plain.Bytes, finding.Verdict, MaxErrors);
        Found(exchange, JudgeMode.Enforce, errors, Verdicts.Name(finding.Verdict, isForeign: false));
        return Verdict.Refuse(Broken($"{errors[0].InstanceLocation}: {errors[0].Error}"));
    }

    // Whether the answer is kept back for that.
    private bool Found(Exchange exchange, JudgeMode mode, IReadOnlyList<ProblemError> errors, string verdict)
    {
        metrics.Judged(JudgedMessage.Response, verdict, mode, JudgedMessage.SystemOf(exchange));
        faults.Add(JudgedMessage.Of(exchange, JudgedMessage.Response), errors);
        exchange.Explanation?.Note("judge", $"{verdict}: {errors.Count} faults, {(mode == JudgeMode.Enforce ? "kept back" : "observed")}");
        return mode == JudgeMode.Enforce;
    }
}
