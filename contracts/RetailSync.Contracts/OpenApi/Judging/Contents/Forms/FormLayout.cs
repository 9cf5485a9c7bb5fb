namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>What a form has: its properties and how they are written. Immutable.</summary>
/// <param name="Shape">What the schema speaks of.</param>
/// <param name="Encodings">How properties are written, by name.</param>
internal sealed record FormLayout(ValueShape Shape, IReadOnlyDictionary<string, FieldEncoding> Encodings)
{
    /// <summary>How a property is written.</summary>
    public FieldEncoding EncodingOf(string property) => Encodings.TryGetValue(property, out var encoding) ? encoding : FieldEncoding.Default;
}
