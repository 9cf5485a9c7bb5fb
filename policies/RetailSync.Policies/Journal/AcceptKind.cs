namespace RetailSync.Policies.Journal;

/// <summary>When a change is sent.</summary>
internal enum AcceptKind
{
    /// <summary>At once; its caller waits for the system's answer.</summary>
    Now,

    /// <summary>Later: its caller is told 202 as soon as the request is on disk, and it is sent when the system is up, in its turn.</summary>
    Queue,
}
