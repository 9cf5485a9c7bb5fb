namespace RetailSync.Policies.Judging;

/// <summary>What a message is held against.</summary>
internal enum JudgeRule
{
    /// <summary>The parameters of path, query, headers and cookies.</summary>
    Parameters,

    /// <summary>Whether there is a body, and of which media type.</summary>
    ContentType,

    /// <summary>The body's schema.</summary>
    Body,

    /// <summary>Which system's fields it authors.</summary>
    Ownership,

    /// <summary>The status and the headers of an answer.</summary>
    Head,
}
