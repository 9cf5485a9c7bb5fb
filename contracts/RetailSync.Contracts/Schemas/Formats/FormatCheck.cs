namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Decides whether the text of a JSON string, given as unescaped UTF-8, has a format. Implementations keep no state, allocate nothing and never throw.</summary>
internal delegate bool FormatCheck(ReadOnlySpan<byte> utf8);
