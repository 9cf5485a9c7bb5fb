namespace RetailSync.Events.Journal;

/// <summary>What came of writing an outcome.</summary>
internal enum WriteResult
{
    /// <summary>It is on disk.</summary>
    Written,

    /// <summary>Somebody else had settled the operation, or owns it now.</summary>
    Lost,

    /// <summary>It could not be written, or whether it was is not known. It may be tried again.</summary>
    Failed,

    /// <summary>It can never be written as it is.</summary>
    Refused,
}
