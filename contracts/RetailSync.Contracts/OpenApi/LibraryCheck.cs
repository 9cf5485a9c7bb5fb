using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using RetailSync.Contracts.Reading;
using JsonPointer = RetailSync.Contracts.Reading.JsonPointer;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Lets Microsoft.OpenApi read the document as well, for its diagnostics: it knows every key and required field outside of schemas.</summary>
/// <remarks>
/// Its model is thrown away. Schemas are hidden from it, because version 3.11 takes valid ones for faults (a boolean schema, an object under
/// <c>const</c>, a reference into <c>$defs</c>, a discriminator over <c>oneOf</c>).
/// </remarks>
internal static partial class LibraryCheck
{
    private static readonly ValidationRuleSet Rules = Without(
        ValidationRuleSet.GetDefaultRuleSet(),
        // Ours say more, and the first would report references twice.
        "OpenApiDocumentReferencesAreValid", "OpenApiDocumentFieldIsMissing", "InfoRequiredFields", "PathNameMustBeginWithSlash", "PathMustBeUnique");

    // From 3.2 on a response needs no description.
    private static readonly ValidationRuleSet Rules32 = Without(Rules, "ResponseRequiredFields");

    /// <summary>Adds what the library finds where nothing was found before.</summary>
    public static void Run(OpenApiScope scope) => Ask(scope)();

    /// <summary>Asks the library, without a look at the faults. What comes back adds its opinion to those that others have found by then.</summary>
    public static Action Ask(OpenApiScope scope)
    {
        try
        {
            using var stream = Stream(SchemalessJson.Write(scope.Document.Root));
            var result = OpenApiDocument.Load(stream, "json", new OpenApiReaderSettings { RuleSet = scope.Minor >= 2 ? Rules32 : Rules, LoadExternalRefs = false });
            return () => Add(scope, result.Diagnostic?.Errors ?? []);
        }
        catch (FormatException e)
        {
            return () => AddUnplaced(scope, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Any kind can come (a NullReferenceException over valid documents, for one). A second opinion is missing then, which is no fault of the contract.
            return () => { };
        }
    }

    private static void Add(OpenApiScope scope, IEnumerable<OpenApiError> errors)
    {
        var told = scope.Faults.Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var error in errors)
        {
            Add(scope, error, told);
        }
    }

    private static void AddUnplaced(OpenApiScope scope, string message)
    {
        // Thrown for a value of the wrong type, without its place. If others found something, that is likely the same, and better told.
        if (scope.Faults.Count == 0)
        {
            scope.Fault(scope.Document.Root, $"Something in the document has the wrong type, and the library does not say where: {message}");
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> json) =>
        MemoryMarshal.TryGetArray(json, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(json.ToArray(), writable: false);

    private static void Add(OpenApiScope scope, OpenApiError error, HashSet<string> told)
    {
        var pattern = Misplaced().Match(error.Message);
        var (key, parent) = (pattern.Groups["key"].Value, pattern.Success ? pattern.Groups["parent"].Value : error.Pointer ?? "");
        JsonPointer.TryFollow(scope.Document.Root, parent, out var place);
        if (pattern.Success && place.Value.TryFind(key, out var misplaced))
        {
            place = misplaced;
        }

        // Version 3.11 takes an empty text for a missing one; a server variable may well have one as its default.
        if (place.Value is { Kind: SourceKind.Text, Text: "" } && error.Message.StartsWith($"The field '{place.Key}' in ", StringComparison.Ordinal))
        {
            return;
        }

        if (!told.Contains(scope.Document.Locate(place)) && !(IsAboutType(error) && HoldsAny(place.Value)) && !told.Contains(scope.Document.Locate(place.Value)))
        {
            scope.Fault(place, pattern.Success ? $"OpenAPI has no key '{key}' here." : error.Message);
        }

        bool HoldsAny(SourceNode node) =>
            told.Contains(scope.Document.Locate(node)) || node.Items.Any(HoldsAny) || node.Members.Any(member => HoldsAny(member.Value));
    }

    // The library reports a wrong type at some mapping around the value; where we have found something inside, that is it.
    private static bool IsAboutType(OpenApiError error) =>
        error.Message.StartsWith("Expected ", StringComparison.Ordinal) || error.Message.EndsWith("must be a map/object", StringComparison.Ordinal);

    private static ValidationRuleSet Without(ValidationRuleSet all, params ReadOnlySpan<string> without)
    {
        var rules = new ValidationRuleSet(all);
        foreach (var name in without)
        {
            rules.Remove(name);
        }

        return rules;
    }

    [GeneratedRegex(@"^(?<key>.+) is not a valid property at (?<parent>#.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Misplaced();
}
