namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary>A core function of Spectral with its options. Immutable; safe to use from many threads.</summary>
internal interface ISpectralFunction
{
    /// <summary>What is wrong with a target; nothing where the function does not look at values of its kind.</summary>
    IEnumerable<FunctionResult> Run(FunctionTarget target);
}
