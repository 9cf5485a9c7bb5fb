namespace RetailSync.Policies.Replays;

/// <summary>By what two bodies are the same.</summary>
internal enum FingerprintKind
{
    /// <summary>Byte for byte.</summary>
    Bytes,

    /// <summary>As JSON: the order of members and white space make no difference; numbers are compared as they are written. What is not JSON is compared byte for byte.</summary>
    Json,
}
