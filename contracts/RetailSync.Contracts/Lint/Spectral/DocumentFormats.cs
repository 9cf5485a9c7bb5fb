using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Spectral;

/// <summary>Spectral's names of formats.</summary>
internal static class DocumentFormats
{
    /// <summary>Whether a document has a format; a name that is not known is one it does not have.</summary>
    public static bool Has(LintDocument document, string format)
    {
        var version = (document.Source.Root["openapi"] ?? document.Source.Root["asyncapi"])?.Text ?? "";
        var isAsync = document.Kind == DocumentKind.AsyncApi;
        return format switch
        {
            "oas3" => !isAsync,
            "oas3.0" or "oas3_0" => !isAsync && version.StartsWith("3.0", StringComparison.Ordinal),
            "oas3.1" or "oas3_1" => !isAsync && version.StartsWith("3.1", StringComparison.Ordinal),
            "oas3.2" or "oas3_2" => !isAsync && version.StartsWith("3.2", StringComparison.Ordinal),
            "aas3" or "asyncapi3" => isAsync,
            "aas3_0" or "aas3.0" => isAsync && version.StartsWith("3.0", StringComparison.Ordinal),
            "aas3_1" or "aas3.1" => isAsync && version.StartsWith("3.1", StringComparison.Ordinal),
            _ => false,
        };
    }
}
