using System.Buffers;
using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Whether a whole answer is what its contract says, for who wants to give it again.</summary>
internal static class Soundness
{
    /// <summary>True where the contract has nothing to say. What cannot be decided is not sound.</summary>
    /// <param name="exchange">The exchange, whose answer has arrived.</param>
    /// <param name="body">The answer's body as it was sent.</param>
    /// <param name="maxBytes">How many bytes the body may have without content coding.</param>
    public static bool IsSound(Exchange exchange, ReadOnlySequence<byte> body, int maxBytes)
    {
        var response = exchange.Context.Response;
        if (exchange.Operation?.Judge is not { } judge)
        {
            return true;
        }

        if (judge.JudgeResponseHead(response.StatusCode, response.Headers, maxErrors: 1).Count > 0)
        {
            return false;
        }

        if (judge.FindResponseBody(response.StatusCode, response.ContentType) is not { } bodyJudge)
        {
            return !judge.DeclaresResponseBody(response.StatusCode);
        }

        if (!bodyJudge.ReadsBody)
        {
            return true;
        }

        using var plain = PlainBody.Of(body, response.Headers.ContentEncoding, maxBytes);
        return plain.Result == PlainBodyResult.Plain && bodyJudge.Judge(response.ContentType, plain.Bytes).Verdict == BodyVerdict.Sound;
    }
}
