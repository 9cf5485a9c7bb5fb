namespace RetailSync.Gateway;

/// <summary>The response side of a policy.</summary>
public interface IResponsePolicy : IGatewayPolicy
{
    /// <summary>Looks at the answer's status and headers before anything is sent and says go on or refuse.</summary>
    /// <remarks>At <see cref="ResponseStage.Observe"/> the answer has left and the verdict is ignored.</remarks>
    ValueTask<Verdict> OnResponseAsync(Exchange exchange);
}
