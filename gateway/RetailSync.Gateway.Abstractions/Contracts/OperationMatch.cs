namespace RetailSync.Gateway;

/// <summary>What came of looking an operation up.</summary>
/// <param name="Operation">The operation; null when there is none.</param>
/// <param name="AllowedMethods">When the path is known but not with this method: the methods it has, for <c>Allow</c>. Otherwise null.</param>
public readonly record struct OperationMatch(Operation? Operation, string? AllowedMethods);
