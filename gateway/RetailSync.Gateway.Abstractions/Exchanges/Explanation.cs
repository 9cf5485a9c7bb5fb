namespace RetailSync.Gateway;

/// <summary>What happened to one exchange, gathered only when somebody asked. One thread at a time.</summary>
public sealed class Explanation
{
    private readonly List<ExplainedStep> _steps = [];

    /// <summary>The steps so far, in the order in which they ran.</summary>
    public IReadOnlyList<ExplainedStep> Steps => _steps;

    /// <summary>Adds a step.</summary>
    public void Add(string name, string decision, double microseconds) => _steps.Add(new ExplainedStep(name, decision, microseconds));

    /// <summary>Adds a remark of a policy about its own decision, such as which limit had how much left. Never a secret.</summary>
    public void Note(string name, string remark) => _steps.Add(new ExplainedStep(name, remark, null));
}
