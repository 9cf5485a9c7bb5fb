using System.Diagnostics.CodeAnalysis;

namespace RetailSync.Store;

/// <summary>The types of values that both databases keep alike.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "SQL calls it an integer.")]
public enum SqlType
{
    /// <summary>A <see cref="string"/>: <c>text</c>.</summary>
    Text,

    /// <summary>A <see cref="long"/>: <c>bigint</c>. Times are microseconds since 1970 in UTC.</summary>
    Integer,

    /// <summary>A <c>byte[]</c>: <c>blob</c> or <c>bytea</c>.</summary>
    Bytes,
}
