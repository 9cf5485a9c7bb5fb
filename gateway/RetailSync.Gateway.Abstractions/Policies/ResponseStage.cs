namespace RetailSync.Gateway;

/// <summary>When a policy's response side runs, lowest first. Policies in one stage run in id order.</summary>
public enum ResponseStage
{
    /// <summary>Whether the answer keeps its contract. The head of the answer is known, nothing has been sent.</summary>
    Judge = 1_100,

    /// <summary>What the answer means for others.</summary>
    Outcome = 1_200,

    /// <summary>The last step before the answer leaves.</summary>
    Commit = 1_300,

    /// <summary>After the answer has left, off the caller's path. A refusal here has no effect.</summary>
    Observe = 1_400,
}
