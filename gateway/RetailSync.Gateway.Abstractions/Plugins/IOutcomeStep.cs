namespace RetailSync.Gateway;

/// <summary>A plugin that looks at the head of a system's answer before it leaves. Declared by the stage <c>outcome</c>. The caller waits.</summary>
public interface IOutcomeStep : IGatewayPlugin
{
    /// <summary>Looks at one exchange, which has a status and no response body yet. Calls overlap.</summary>
    /// <remarks>After the manifest's time limit the call is given up; whether the exchange then goes on is said by <c>onError</c>.</remarks>
    ValueTask OnOutcomeAsync(ExchangeView exchange, CancellationToken cancellationToken);
}
