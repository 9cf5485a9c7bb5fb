namespace RetailSync.Gateway;

/// <summary>What a policy decided: go on, or refuse with a problem.</summary>
public readonly record struct Verdict
{
    private Verdict(Problem? refusal) => Refusal = refusal;

    /// <summary>The exchange goes on. This is also the default value.</summary>
    public static Verdict GoOn => default;

    /// <summary>Why the exchange was refused; null when it goes on.</summary>
    public Problem? Refusal { get; }

    /// <summary>Whether the exchange was refused.</summary>
    public bool IsRefused => Refusal is not null;

    /// <summary>Refuses with <paramref name="problem"/>.</summary>
    public static Verdict Refuse(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new Verdict(problem);
    }
}
