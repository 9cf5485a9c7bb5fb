using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Puts verdicts into words.</summary>
internal static class Verdicts
{
    /// <summary>The verdict as metrics and explanations name it.</summary>
    public static string Name(BodyVerdict verdict, bool isForeign) => isForeign ? "not-the-owner" : verdict switch
    {
        BodyVerdict.Sound => "sound",
        BodyVerdict.Unsound => "unsound",
        BodyVerdict.Malformed => "malformed",
        _ => "undecided",
    };

    /// <summary>What is wrong with a body that is not sound. Never empty.</summary>
    public static IReadOnlyList<ProblemError> Explain(IBodyJudge judge, string? contentType, ReadOnlyMemory<byte> body, BodyVerdict verdict, int maxErrors)
    {
        var errors = verdict == BodyVerdict.Undecided ? [] : judge.Explain(contentType, body, maxErrors);
        return errors.Count > 0 ? errors : [new ProblemError("", null, "The body could not be decided within bounded work: it is too large or too deeply interwoven for the rules of its contract.")];
    }

    /// <summary>How many faults there are, for a problem's detail.</summary>
    public static string Count(int errors, string place) => errors == 1 ? $"1 fault in the {place}." : $"{errors} faults in the {place}.";
}
