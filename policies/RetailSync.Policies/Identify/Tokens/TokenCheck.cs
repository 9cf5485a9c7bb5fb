namespace RetailSync.Policies.Identify;

/// <summary>What came of checking a token.</summary>
/// <param name="Token">What it says; null when it was refused.</param>
/// <param name="Failure">Why it was refused, as far as the caller is told.</param>
/// <param name="Reason">Why exactly, for those who operate the gateway.</param>
internal readonly record struct TokenCheck(KnownToken? Token, TokenFailure Failure, string? Reason)
{
    public static TokenCheck Refused(string reason, TokenFailure failure = TokenFailure.Invalid) => new(null, failure, reason);
}
