namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>What the Bidi rule of RFC 5893 section 2 says of one label.</summary>
/// <param name="HasRightToLeft">Whether the label has a letter or number of a script written from right to left, which makes its name a Bidi domain name.</param>
/// <param name="ObeysRule">Whether the label meets the six conditions.</param>
internal readonly record struct LabelBidi(bool HasRightToLeft, bool ObeysRule);
