namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>How much a caller may send before judging it is refused. The gateway's own limits on heads and bodies are met first, as a rule.</summary>
internal static class JudgingLimits
{
    /// <summary>Names in a query, and cookies in a request.</summary>
    public const int Pairs = 1_000;

    /// <summary>Bytes of one parameter's value, with its escapes undone.</summary>
    public const int ParameterBytes = 65_536;

    /// <summary>Characters of a number that stands in text.</summary>
    public const int NumberCharacters = 64;

    /// <summary>Fields of a form, and parts of a multipart body.</summary>
    public const int Fields = 1_000;

    /// <summary>Bytes of the head of one part.</summary>
    public const int PartHeadBytes = 8_192;
}
