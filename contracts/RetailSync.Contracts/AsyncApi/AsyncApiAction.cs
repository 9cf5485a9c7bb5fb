namespace RetailSync.Contracts.AsyncApi;

/// <summary>What an operation does, seen from the application that the document describes.</summary>
internal enum AsyncApiAction
{
    /// <summary>The application sends the messages.</summary>
    Send,

    /// <summary>The application receives the messages.</summary>
    Receive,
}
