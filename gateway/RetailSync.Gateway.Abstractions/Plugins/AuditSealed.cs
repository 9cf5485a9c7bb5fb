namespace RetailSync.Gateway;

/// <summary>An audit trail has been written to disk up to here. Who keeps the hash elsewhere can prove later that nothing before it was changed.</summary>
/// <param name="Sequence">The number of the last record.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
/// <param name="File">The file's name that it stands in.</param>
public sealed record AuditSealed(long Sequence, string Hash, string File) : Fact(KindName)
{
    /// <summary>What the manifest declares.</summary>
    public const string KindName = "audit.sealed";
}
