using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>The schemas of one document: follows references inside it. Not thread-safe.</summary>
/// <param name="document">The document.</param>
/// <param name="root">What references start from: the document's root, or the schema where it is embedded with its own <c>$id</c>.</param>
/// <param name="referenceStandsAlone">Whether keywords beside <c>$ref</c> are ignored, as they are up to draft 7.</param>
internal sealed class EventSchemas(SourceDocument document, SchemaPart root, bool referenceStandsAlone)
{
    private const int MostReferences = 100;

    private readonly SortedSet<string> _undecided = new(StringComparer.Ordinal);

    /// <summary>The document.</summary>
    public SourceDocument Document => document;

    /// <summary>References that lead out of the document, or nowhere.</summary>
    public IEnumerable<string> Undecided => _undecided;

    /// <summary>A schema with its references and its <c>allOf</c> resolved.</summary>
    public FlatSchema Flatten(SchemaPart? schema)
    {
        if (schema is null)
        {
            return FlatSchema.Anything;
        }

        var (parts, choices) = (new List<SchemaPart>(), new List<SchemaChoice>());
        Add(schema, parts, choices, []);
        return new FlatSchema(parts, choices);
    }

    /// <summary>What a reference leads to; null, and undecided, when that is not in this document.</summary>
    public SchemaPart? Resolve(SourceNode reference)
    {
        var text = reference.Text;
        var local = root.Node["$id"] is { Kind: SourceKind.Text } id && text.StartsWith($"{id.Text.TrimEnd('#')}#", StringComparison.Ordinal) ? text[text.IndexOf('#')..] : text;
        if (local is "#" or "")
        {
            return root;
        }

        if (LocalReference.Find(root.Node, local) is { } found)
        {
            return new SchemaPart(found, root.Pointer + Uri.UnescapeDataString(local[1..]));
        }

        if (LocalReference.Find(document.Root, local) is { } elsewhere)
        {
            return new SchemaPart(elsewhere, Uri.UnescapeDataString(local[1..]));
        }

        _undecided.Add($"{document.Locate(reference)}: '{text}' leads to nothing in this document, so what stands there was not compared.");
        return null;
    }

    private void Add(SchemaPart schema, List<SchemaPart> parts, List<SchemaChoice> choices, HashSet<string> seen)
    {
        // A schema that refers to itself by references alone lets everything through that the rest lets through.
        if (!seen.Add(schema.Pointer) || seen.Count > MostReferences)
        {
            return;
        }

        if (schema.Node["$ref"] is { Kind: SourceKind.Text } reference)
        {
            if (Resolve(reference) is { } target)
            {
                Add(target, parts, choices, seen);
            }

            if (referenceStandsAlone)
            {
                return;
            }
        }

        parts.Add(schema);
        foreach (var part in schema.Items("allOf"))
        {
            Add(part, parts, choices, seen);
        }

        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema.Items(keyword).ToList() is { Count: > 0 } branches)
            {
                choices.Add(new SchemaChoice(branches, keyword == "oneOf"));
            }
        }
    }
}
