namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Whose schema is compared.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Direction">Which side of the exchange.</param>
/// <param name="Body">What ids about the whole start with, such as <c>request-body</c>.</param>
/// <param name="Property">What ids about a part start with, such as <c>request-property</c>.</param>
/// <param name="Subject">How a sentence calls the whole.</param>
/// <param name="IsStronglyTyped">Whether <c>1</c> and <c>"1"</c> are told apart, as they are in JSON.</param>
internal sealed record SchemaScope(OperationPair Operation, ChangeDirection Direction, string Body, string Property, string Subject, bool IsStronglyTyped)
{
    /// <summary>Whether it is what clients send.</summary>
    public bool IsRequest => Direction == ChangeDirection.Request;

    /// <summary>Whether it is a parameter.</summary>
    public bool IsParameter => Body == "request-parameter";
}
