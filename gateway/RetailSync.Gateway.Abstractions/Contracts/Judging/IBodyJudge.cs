namespace RetailSync.Gateway;

/// <summary>Holds bodies of one media type against what the contract says of them. Immutable; safe to use from many threads.</summary>
public interface IBodyJudge
{
    /// <summary>The media type or range as the contract writes it.</summary>
    string MediaType { get; }

    /// <summary>Whether it has to see the body. False: every body is sound, and none needs to be held in memory.</summary>
    bool ReadsBody { get; }

    /// <summary>Judges a body. Allocates nothing when a JSON body is sound.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>, whose parameters a form needs.</param>
    /// <param name="body">The whole body, without content coding.</param>
    BodyFinding Judge(string? contentType, ReadOnlyMemory<byte> body);

    /// <summary>Judges a body again, for what exactly is wrong with it. Names no value of the body.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>.</param>
    /// <param name="body">The whole body, without content coding.</param>
    /// <param name="maxErrors">How many faults are gathered at most. 1 or more.</param>
    IReadOnlyList<ProblemError> Explain(string? contentType, ReadOnlyMemory<byte> body, int maxErrors);

    /// <summary>Judges a sound body again, for where it has the fields of certain owners. Names no value of the body.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>.</param>
    /// <param name="body">The whole body, without content coding.</param>
    /// <param name="owners">The owners, as bits in the order of <see cref="IOperationJudge.Owners"/>.</param>
    /// <param name="maxErrors">How many places are gathered at most. 1 or more.</param>
    IReadOnlyList<ProblemError> ExplainOwners(string? contentType, ReadOnlyMemory<byte> body, ulong owners, int maxErrors) => [];
}
