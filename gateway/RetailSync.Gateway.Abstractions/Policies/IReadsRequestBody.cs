namespace RetailSync.Gateway;

/// <summary>Declares that a policy reads the request's body. Without it, bodies stream and <see cref="Exchange.RequestBody"/> is empty.</summary>
/// <remarks>
/// The pipeline reads the body once, into pooled memory under the global budget, for all policies of the route together, and not before every policy up to the first reader has
/// let the request's head pass: whoever is refused for that takes no memory.
/// </remarks>
public interface IReadsRequestBody
{
    /// <summary>The longest body that it reads of this exchange, in bytes; a longer one is refused with 413. 0: it does not need the body, which streams. At most 104,857,600.</summary>
    int RequestBytesFor(Exchange exchange);

    /// <summary>Looks at the body, which is in <see cref="Exchange.RequestBody"/> when it was asked for, and says go on or refuse. Runs after the same policy's <see cref="IRequestPolicy.OnRequestAsync"/>.</summary>
    ValueTask<Verdict> OnRequestBodyAsync(Exchange exchange);
}
