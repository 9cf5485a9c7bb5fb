using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Lets Microsoft.OpenApi read the document as well: it knows every key and required field of the specification.</summary>
/// <remarks>Only its diagnostics are used. Its model is thrown away, and rules that are wrong on valid 3.1 documents, or that ours word better, are off.</remarks>
internal static partial class LibraryCheck
{
    private static readonly HashSet<string> Off = new(StringComparer.Ordinal)
    {
        // Take a boolean schema for a missing one, and a discriminator over oneOf for a fault.
        "ValidateSchemaPropertyHasValue", "ValidateSchemaDiscriminator",

        // Does not follow references into $defs. ReferenceCheck does.
        "OpenApiDocumentReferencesAreValid",

        // Ours say more.
        "OpenApiDocumentFieldIsMissing", "InfoRequiredFields", "PathNameMustBeginWithSlash", "PathMustBeUnique",
    };

    private static readonly ValidationRuleSet Rules = Chosen();

    /// <summary>Adds what the library finds.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="hasFaults">Whether others found something already, which is then the better explanation when the library gives up.</param>
    public static void Run(OpenApiScope scope, bool hasFaults)
    {
        var json = scope.Document.ToJson();
        try
        {
            using var stream = new MemoryStream(json.ToArray(), writable: false);
            var result = OpenApiDocument.Load(stream, "json", new OpenApiReaderSettings { RuleSet = Rules, LoadExternalRefs = false });
            foreach (var error in result.Diagnostic?.Errors ?? [])
            {
                scope.Faults.Add(Locate(scope.Document, error));
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The library throws whatever its parsers throw (a FormatException for 'deprecated: "yes"'), and does not say where.
            if (!hasFaults)
            {
                scope.Fault(scope.Document.Root, $"Something in the document has the wrong type, and the place is not known: {e.Message}");
            }
        }
    }

    private static ConfigFault Locate(SourceDocument document, OpenApiError error)
    {
        var pattern = Misplaced().Match(error.Message);
        if (!pattern.Success)
        {
            return new ConfigFault(document.Locate(error.Pointer ?? ""), error.Message);
        }

        var (key, parent) = (pattern.Groups["key"].Value, pattern.Groups["parent"].Value);
        var place = document.Find(parent) is { } node && node.TryFind(key, out var member) ? document.Locate(member) : document.Locate(parent);
        return new ConfigFault(place, $"OpenAPI has no key '{key}' here.");
    }

    private static ValidationRuleSet Chosen()
    {
        var rules = new ValidationRuleSet(ValidationRuleSet.GetDefaultRuleSet());
        foreach (var name in Off)
        {
            rules.Remove(name);
        }

        return rules;
    }

    [GeneratedRegex(@"^(?<key>.+) is not a valid property at (?<parent>#.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Misplaced();
}
