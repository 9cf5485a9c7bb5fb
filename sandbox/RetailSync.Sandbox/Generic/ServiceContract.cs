namespace RetailSync.Sandbox.Generic;

/// <summary>One contract, as its simulation needs it. Immutable.</summary>
/// <param name="Prefix">Where the system serves it, such as <c>/v1</c>.</param>
/// <param name="Operations">The operations in the document's order.</param>
internal sealed record ServiceContract(string Prefix, IReadOnlyList<ServiceOperation> Operations);
