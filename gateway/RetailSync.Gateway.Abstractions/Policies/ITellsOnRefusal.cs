namespace RetailSync.Gateway;

/// <summary>
/// A request-side policy whose headers also belong on answers that it never got to decide about. It is called once when a policy before it, or the contract,
/// has refused; otherwise its own turn comes and this is not called.
/// </summary>
public interface ITellsOnRefusal : IRequestPolicy
{
    /// <summary>Sets its headers on the exchange. It decides nothing, and the caller may be unknown.</summary>
    void Tell(Exchange exchange);
}
