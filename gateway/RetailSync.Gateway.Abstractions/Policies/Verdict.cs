namespace RetailSync.Gateway;

/// <summary>What a policy decided: go on, refuse with a problem, or answer in the upstream's place.</summary>
public readonly record struct Verdict
{
    private readonly object? _end;

    private Verdict(object end) => _end = end;

    /// <summary>The exchange goes on. This is also the default value.</summary>
    public static Verdict GoOn => default;

    /// <summary>Why the exchange was refused; null when it was not.</summary>
    public Problem? Refusal => _end as Problem;

    /// <summary>The answer that was given in the upstream's place; null when there is none.</summary>
    public Reply? Reply => _end as Reply;

    /// <summary>Whether the exchange was refused.</summary>
    public bool IsRefused => _end is Problem;

    /// <summary>Whether the exchange goes no further: it was refused or answered.</summary>
    public bool IsFinal => _end is not null;

    /// <summary>Refuses with <paramref name="problem"/>.</summary>
    public static Verdict Refuse(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new Verdict(problem);
    }

    /// <summary>Answers with <paramref name="reply"/>. On the request side the upstream is not called; on the response side its answer is dropped.</summary>
    public static Verdict Answer(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return new Verdict(reply);
    }
}
