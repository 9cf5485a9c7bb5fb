using RetailSync.Contracts.Lint.Spectral.Functions;
using RetailSync.Contracts.Lint.Spectral.Paths;

namespace RetailSync.Contracts.Lint.Spectral;

/// <summary>What a rule asks of each place. Immutable.</summary>
/// <param name="Field">The field below the place; null: the place itself. <c>@key</c>: each key.</param>
/// <param name="FieldPath">The field as a path, where it is one.</param>
/// <param name="Function">The function that judges.</param>
internal sealed record SpectralThen(string? Field, JsonPath? FieldPath, ISpectralFunction Function);
