namespace RetailSync.Sandbox.Generic;

/// <summary>One fault of a request.</summary>
/// <param name="InstanceLocation">A JSON pointer into the body, or the parameter's place and name: <c>query/limit</c>.</param>
/// <param name="Error">What is wrong there.</param>
internal sealed record RequestFault(string InstanceLocation, string Error);
