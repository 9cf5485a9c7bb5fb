namespace RetailSync.Gateway;

/// <summary>The change event that an operation declares under <c>x-retailsync-event</c>.</summary>
/// <param name="Type">The event's type, such as <c>retail.customer.updated.v1</c>.</param>
/// <param name="Key">Where the entity's key is found: <c>path:customerId</c>, <c>request:/id</c> or <c>response:/id</c>.</param>
/// <param name="Data">Where the event's data is taken from: <c>request</c>, <c>response</c> or <c>none</c>.</param>
public sealed record EventDeclaration(string Type, string Key, string Data);
