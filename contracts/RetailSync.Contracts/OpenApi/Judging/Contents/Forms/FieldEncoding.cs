using RetailSync.Contracts.OpenApi.Judging.Parameters;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>How a field of a form is written (OpenAPI 3.1.1, Encoding Object). Immutable.</summary>
/// <param name="Pointer">Where the Encoding Object stands in the contract.</param>
/// <param name="Types">The content types that the contract names; empty: the one that the schema's type has by default.</param>
/// <param name="Style">How a list or object is written as text; null: it is not, each item is a field, and an object is JSON.</param>
/// <param name="Headers">The headers that a part must have.</param>
internal sealed record FieldEncoding(string Pointer, MediaRange[] Types, Parameter? Style, string[] Headers)
{
    /// <summary>What holds where a contract says nothing.</summary>
    public static FieldEncoding Default { get; } = new("", [], null, []);

    /// <summary>Whether only JSON is named.</summary>
    public bool IsJson => Types.Length > 0 && Types.All(type => type.IsJson);

    /// <summary>Whether no text is named.</summary>
    public bool IsBinary => Types.Length > 0 && Types.All(type => !type.IsJson && !type.Is("text/plain") && !type.IsRange);
}
