using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Judge;

/// <summary>How answers are held against the contract of their operation.</summary>
internal sealed class JudgeOptions
{
    /// <summary><c>off</c>, <c>observe</c> (what is wrong is counted and told to the operators, off the caller's path) or <c>enforce</c> (the caller gets 502 instead). Default observe.</summary>
    public JudgeMode Mode { get; init; } = JudgeMode.Observe;

    /// <summary>Modes for single consumers, by id, in the place of <see cref="Mode"/>.</summary>
    public Dictionary<string, JudgeMode> Consumers { get; init; } = [];

    /// <summary>Modes for single rules, which make <see cref="Mode"/> milder and never stricter.</summary>
    public JudgeRules Rules { get; init; } = new();

    /// <summary>The longest body that is judged, in bytes, without content coding. A longer one streams through unjudged, which is counted. 1,024 to 104,857,600; default 1,048,576.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBodyBytes { get; init; } = 1_048_576;
}

/// <summary>How strictly each rule is taken.</summary>
internal sealed class JudgeRules
{
    /// <summary>The status and the headers. Default enforce.</summary>
    public JudgeMode Head { get; init; } = JudgeMode.Enforce;

    /// <summary>The media type. Default enforce.</summary>
    public JudgeMode ContentType { get; init; } = JudgeMode.Enforce;

    /// <summary>What the body must be. Default enforce.</summary>
    public JudgeMode Body { get; init; } = JudgeMode.Enforce;
}

[OptionsValidator]
internal sealed partial class JudgeOptionsValidator : IValidateOptions<JudgeOptions>;
