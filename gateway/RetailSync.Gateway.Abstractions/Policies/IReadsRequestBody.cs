namespace RetailSync.Gateway;

/// <summary>Declares that a policy reads the request's body. Without it, bodies stream and <see cref="Exchange.RequestBody"/> is empty.</summary>
/// <remarks>The pipeline reads the body once, into pooled memory under the global budget, for all policies of the route together.</remarks>
public interface IReadsRequestBody
{
    /// <summary>The longest body the policy can read, in bytes. A longer one is refused with 413. 1 to 104,857,600.</summary>
    int MaxRequestBytes { get; }
}
