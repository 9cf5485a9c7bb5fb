using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Lint.Spectral.Functions;
using RetailSync.Contracts.Lint.Spectral.Paths;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral;

/// <summary>Runs the rules of a ruleset over a document.</summary>
internal static class SpectralLinter
{
    private static readonly char[] Steps = ['.', '[', ']'];

    /// <summary>Every place that breaks a rule, each once.</summary>
    public static IEnumerable<Remark> Check(SpectralRule rule, LintDocument document)
    {
        if (rule.Formats.Count > 0 && !rule.Formats.Any(format => DocumentFormats.Has(document, format)))
        {
            return [];
        }

        var walker = new PathWalker(rule.IsResolved);
        var found = from given in rule.Given
                    from node in walker.Find(given, document.Root)
                    from then in rule.Then
                    from target in Targets(node, then, document, walker)
                    from result in then.Function.Run(target)
                    select Tell(rule, target, result, document);
        return found.DistinctBy(remark => (remark.Pointer, remark.Message));
    }

    private static IEnumerable<FunctionTarget> Targets(PathNode node, SpectralThen then, LintDocument document, PathWalker walker)
    {
        if (then.Field is null || node.Value.Kind is not (SourceKind.Mapping or SourceKind.List))
        {
            return [new FunctionTarget(node.Value, node, NameOf(node), document, walker)];
        }

        if (then.FieldPath is { } path)
        {
            var found = walker.Find(path, node.Place).Select(below => new FunctionTarget(below.Value, below, NameOf(below), document, walker)).ToList();
            return found.Count > 0 ? found : [new FunctionTarget(null, node, NameOf(node), document, walker)];
        }

        return then.Field == "@key"
            ? walker.Children(node).Select(child => new FunctionTarget(new SourceNode(SourceKind.Text, child.Key, child.Value.Line, child.Value.Column), child, NameOf(child), document, walker))
            : [Field(node, then.Field, document, walker)];
    }

    private static FunctionTarget Field(PathNode node, string field, LintDocument document, PathWalker walker)
    {
        // A key that has dots itself comes first.
        if (walker.Child(node, field) is { } whole)
        {
            return new FunctionTarget(whole.Value, whole, NameOf(whole), document, walker);
        }

        var steps = field.Split(Steps, StringSplitOptions.RemoveEmptyEntries).Select(step => step.Trim('\'', '"')).ToList();
        var at = node;
        for (var i = 0; i < steps.Count; i++)
        {
            if (walker.Child(at, steps[i]) is not { } next)
            {
                return new FunctionTarget(null, at, Missing(at, steps.Skip(i)), document, walker);
            }

            at = next;
        }

        return new FunctionTarget(at.Value, at, NameOf(at), document, walker);
    }

    // By where it is defined: what a reference leads to is called by its own name.
    private static string NameOf(PathNode node)
    {
        var pointer = node.Pointer;
        return pointer[(pointer.LastIndexOf('/') + 1)..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }

    private static string Missing(PathNode from, IEnumerable<string> steps)
    {
        var missing = string.Join('.', steps);
        return NameOf(from) is { Length: > 0 } name ? $"{name}.{missing}" : missing;
    }

    private static Remark Tell(SpectralRule rule, FunctionTarget target, FunctionResult result, LintDocument document)
    {
        var at = result.At ?? target.Node;
        var pointer = at.Pointer;
        var message = rule.Message is null
            ? rule.Description ?? result.Message
            : rule.Message
                .Replace("{{error}}", result.Message, StringComparison.Ordinal)
                .Replace("{{description}}", rule.Description ?? "", StringComparison.Ordinal)
                .Replace("{{path}}", $"#{string.Join('/', pointer.Split('/').Select(Uri.EscapeDataString))}", StringComparison.Ordinal)
                .Replace("{{property}}", result.At is null ? target.Property : NameOf(at), StringComparison.Ordinal)
                .Replace("{{value}}", (result.At is null ? target.Value : at.Value)?.Text ?? "", StringComparison.Ordinal);
        JsonPointer.TryFollow(document.Source.Root, pointer, out var place);
        return new Remark(pointer, place, message.Trim());
    }
}
