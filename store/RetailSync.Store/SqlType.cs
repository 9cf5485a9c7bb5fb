namespace RetailSync.Store;

/// <summary>The types of values that both databases keep alike.</summary>
public enum SqlType
{
    /// <summary>A <see cref="string"/>: <c>text</c>.</summary>
    Text,

    /// <summary>A <see cref="long"/>: <c>bigint</c>. Times are microseconds since 1970 in UTC.</summary>
#pragma warning disable CA1720 // SQL's own name for it.
    Integer,
#pragma warning restore CA1720

    /// <summary>A <c>byte[]</c>: <c>blob</c> or <c>bytea</c>.</summary>
    Bytes,
}
