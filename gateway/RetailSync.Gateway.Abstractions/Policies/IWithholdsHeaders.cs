namespace RetailSync.Gateway;

/// <summary>A policy for which some of the client's headers were meant, and for nobody behind the gateway.</summary>
public interface IWithholdsHeaders : IGatewayPolicy
{
    /// <summary>The names of the headers that are not forwarded on its route.</summary>
    IReadOnlyList<string> WithheldHeaders { get; }
}
