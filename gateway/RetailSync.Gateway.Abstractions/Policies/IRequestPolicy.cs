namespace RetailSync.Gateway;

/// <summary>The request side of a policy.</summary>
public interface IRequestPolicy : IGatewayPolicy
{
    /// <summary>Looks at the request and says go on or refuse. The upstream has not been called.</summary>
    /// <remarks>Cancellation is <c>exchange.Context.RequestAborted</c>. Complete synchronously where nothing has to be waited for.</remarks>
    ValueTask<Verdict> OnRequestAsync(Exchange exchange);
}
