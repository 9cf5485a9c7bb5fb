using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Validate;

/// <summary>How requests are held against the contract of their operation.</summary>
internal sealed class ValidateOptions
{
    /// <summary><c>off</c>, <c>observe</c> (what is wrong is counted and told to the operators) or <c>enforce</c> (it is refused). Default enforce.</summary>
    public JudgeMode Mode { get; init; } = JudgeMode.Enforce;

    /// <summary>Modes for single consumers, by id, in the place of <see cref="Mode"/>: the first step of a roll-out, or an exception while somebody mends their requests.</summary>
    public Dictionary<string, JudgeMode> Consumers { get; init; } = [];

    /// <summary>Modes for single rules, which make <see cref="Mode"/> milder and never stricter.</summary>
    public ValidateRules Rules { get; init; } = new();

    /// <summary>The longest body that is judged, in bytes, without content coding. A longer one is refused (413) where its body is enforced. 1,024 to 104,857,600; default 1,048,576.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <summary>How many faults a refusal lists at most. 1 to 100; default 20.</summary>
    [Range(1, 100)]
    public int MaxErrors { get; init; } = 20;
}

/// <summary>How strictly each rule is taken.</summary>
internal sealed class ValidateRules
{
    /// <summary>Parameters of path, query, headers and cookies. Default enforce.</summary>
    public JudgeMode Parameters { get; init; } = JudgeMode.Enforce;

    /// <summary>Whether there is a body, and of a media type that the contract declares. Default enforce.</summary>
    public JudgeMode ContentType { get; init; } = JudgeMode.Enforce;

    /// <summary>What the body must be. Default enforce.</summary>
    public JudgeMode Body { get; init; } = JudgeMode.Enforce;

    /// <summary>That a caller writes only fields of its own system (<c>x-retailsync-owner</c>). Default enforce.</summary>
    public JudgeMode Ownership { get; init; } = JudgeMode.Enforce;
}

[OptionsValidator]
internal sealed partial class ValidateOptionsValidator : IValidateOptions<ValidateOptions>;
