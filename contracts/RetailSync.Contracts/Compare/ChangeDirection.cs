namespace RetailSync.Contracts.Compare;

/// <summary>Which side of an exchange a change concerns.</summary>
/// <remarks>What a request may do the server must accept; what a response may do the client must expect.</remarks>
public enum ChangeDirection
{
    /// <summary>Neither: the operation as a whole, or the document.</summary>
    None,

    /// <summary>What clients send.</summary>
    Request,

    /// <summary>What clients receive.</summary>
    Response,
}
