namespace RetailSync.Gateway;

/// <summary>When a policy's request side runs, lowest first. Policies in one stage run in id order.</summary>
public enum RequestStage
{
    /// <summary>Who is calling.</summary>
    Identify = 100,

    /// <summary>Whether the caller may do this.</summary>
    Authorize = 200,

    /// <summary>Whether the API version is still alive. After identify, so that late callers have names.</summary>
    Life = 300,

    /// <summary>Whether the answer is already known.</summary>
    Replay = 400,

    /// <summary>Whether it is its turn. Before admit and before bodies are read: whoever waits here holds no slot and no memory.</summary>
    Order = 450,

    /// <summary>How much and how often: rate limits, quotas, priorities.</summary>
    Admit = 500,

    /// <summary>What the request must look like.</summary>
    Validate = 600,

    /// <summary>The last step before the upstream is called.</summary>
    Claim = 700,
}
