namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Which way a message goes.</summary>
internal enum MessageDirection
{
    /// <summary>From the caller to the upstream.</summary>
    Request,

    /// <summary>Back.</summary>
    Response,
}
