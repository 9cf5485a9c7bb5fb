using RetailSync.Contracts.Schemas.Formats;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Schemas;

/// <summary>What a schema asks of texts (JSON Schema validation, sections 6.3 and 7). Immutable.</summary>
internal sealed record TextRules
{
    /// <summary><c>minLength</c>, in characters (RFC 8259), not bytes.</summary>
    public long MinLength { get; init; }

    /// <summary><c>maxLength</c>, in characters.</summary>
    public long MaxLength { get; init; } = long.MaxValue;

    /// <summary><c>pattern</c>.</summary>
    public CompiledPattern? Pattern { get; init; }

    /// <summary><c>format</c>, where it is judged.</summary>
    public FormatCheck? Format { get; init; }
}
