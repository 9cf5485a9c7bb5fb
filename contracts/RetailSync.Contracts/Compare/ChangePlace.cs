using System.Diagnostics.CodeAnalysis;

namespace RetailSync.Contracts.Compare;

/// <summary>Where a change stands in one of the two documents.</summary>
/// <param name="File">The name that the document was read under.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in UTF-16 units.</param>
/// <param name="Pointer">An RFC 6901 pointer from the document's root through the operation, references followed as if they were not there.</param>
[SuppressMessage("Naming", "CA1720", Justification = "RFC 6901 calls it a pointer.")]
public sealed record ChangePlace(string File, int Line, int Column, string Pointer);
