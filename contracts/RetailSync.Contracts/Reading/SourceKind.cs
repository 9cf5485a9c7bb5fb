namespace RetailSync.Contracts.Reading;

/// <summary>What a node of a document is, in JSON's terms.</summary>
public enum SourceKind
{
    /// <summary>Keys with values.</summary>
    Mapping,

    /// <summary>Items in order.</summary>
    List,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c>, or in YAML nothing at all.</summary>
    Null,
}
