using RetailSync.Contracts.Lint.Spectral.Paths;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>truthy</c>, <c>falsy</c>, <c>defined</c> and <c>undefined</c>: whether there is a value, and one that counts.</summary>
/// <param name="name">The function's name.</param>
internal sealed class Presence(string name) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        var isTruthy = FilterValue.IsTruthy(FilterValue.Of(target.Value));
        var isGood = name switch
        {
            "truthy" => isTruthy,
            "falsy" => !isTruthy,
            "defined" => target.Value is not null,
            _ => target.Value is null,
        };
        return isGood ? [] : [new FunctionResult($"{target.Named}must be {name}")];
    }
}
