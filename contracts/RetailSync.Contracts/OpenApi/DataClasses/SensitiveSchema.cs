using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi.DataClasses;

/// <summary>
/// The names of a schema's properties, however deep, whose values must be masked. What a property's schema says counts more than what is said of its object; on the way through
/// references and <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> the outermost statement counts, and of several at the same level one that asks for masking is enough. One schema, one thread.
/// </summary>
internal sealed class SensitiveSchema(SourceNode root)
{
    /// <summary>How many schemas are looked at.</summary>
    public const int MaxSteps = 50_000;

    /// <summary>How many names are kept.</summary>
    public const int MaxNames = 2_000;

    private const int MaxHops = 64;

    private readonly HashSet<(SourceNode Schema, bool IsSensitive)> _seen = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Stack<(SourceNode Schema, bool IsSensitive)> _open = new();

    /// <summary>Whether not everything was looked at.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>Whether a value of the schema is masked by what the schema, or one that it refers to, says.</summary>
    public static bool IsSensitive(SourceNode root, SourceNode schema) => StatementOf(root, schema) ?? false;

    /// <summary>The names.</summary>
    public IReadOnlySet<string> Names(SourceNode schema)
    {
        _open.Push((schema, StatementOf(root, schema) ?? false));
        while (_open.TryPop(out var next))
        {
            if (_seen.Count >= MaxSteps || _names.Count > MaxNames)
            {
                IsTooMuch = true;
                break;
            }

            if (next.Schema.Kind == SourceKind.Mapping && _seen.Add(next))
            {
                Look(next.Schema, next.IsSensitive);
            }
        }

        return _names;
    }

    private void Look(SourceNode schema, bool isSensitive)
    {
        foreach (var part in Parts(root, schema).Concat(Others(schema)))
        {
            // The outermost statement reaches through parts.
            _open.Push((part, isSensitive || (StatementOf(root, schema) is null && (StatementOf(root, part) ?? false))));
        }

        foreach (var member in schema["properties"]?.Members ?? [])
        {
            var isMasked = StatementOf(root, member.Value) ?? isSensitive;
            if (isMasked)
            {
                _names.Add(member.Key);
            }

            _open.Push((member.Value, isMasked));
        }

        foreach (var keyword in (string[])["items", "additionalProperties", "additionalItems", "contains", "unevaluatedProperties", "unevaluatedItems"])
        {
            Below(schema[keyword], isSensitive);
        }

        foreach (var item in (schema["prefixItems"]?.Items ?? []).Concat(schema["items"]?.Items ?? []))
        {
            Below(item, isSensitive);
        }

        foreach (var member in schema["patternProperties"]?.Members ?? [])
        {
            Below(member.Value, isSensitive);
        }
    }

    private void Below(SourceNode? schema, bool isSensitive)
    {
        if (schema is not null)
        {
            _open.Push((schema, StatementOf(root, schema) ?? isSensitive));
        }
    }

    // What the schema says, or the ones that it is made of; items count too, since a list of names is as personal as a name.
    private static bool? StatementOf(SourceNode root, SourceNode schema)
    {
        var (level, seen) = (new List<SourceNode> { schema }, new HashSet<SourceNode>(ReferenceEqualityComparer.Instance));
        for (var hops = 0; hops < MaxHops && level.Count > 0; hops++)
        {
            var said = level.Select(DataClassReader.ClassOf).OfType<bool>().ToList();
            if (said.Count > 0)
            {
                return said.Contains(true);
            }

            level = [.. level.Where(seen.Add).SelectMany(part => Parts(root, part).Concat(part["items"] is { Kind: SourceKind.Mapping } items ? [items] : [])).Where(part => part.Kind == SourceKind.Mapping)];
        }

        return null;
    }

    private static IEnumerable<SourceNode> Parts(SourceNode root, SourceNode schema)
    {
        if (schema["$ref"] is { Kind: SourceKind.Text } reference && LocalReference.Find(root, reference.Text) is { } target)
        {
            yield return target;
        }

        foreach (var keyword in (string[])["allOf", "anyOf", "oneOf"])
        {
            foreach (var part in schema[keyword]?.Items ?? [])
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<SourceNode> Others(SourceNode schema) =>
        new[] { schema["if"], schema["then"], schema["else"] }.OfType<SourceNode>().Concat((schema["dependentSchemas"]?.Members ?? []).Select(member => member.Value));
}
