using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>What <see cref="PolicyConformance{TFixture}"/> needs to know of a policy. Has a constructor without parameters; one is made per test.</summary>
/// <remarks>A fixture that must be cleaned up implements <see cref="IAsyncDisposable"/>.</remarks>
public interface IPolicyFixture
{
    /// <summary>The policy, always the same instance.</summary>
    IGatewayPolicy Policy { get; }

    /// <summary>The most that the policy may allocate for an exchange that passes, in bytes. Default 4,096.</summary>
    int MaxBytesPerExchange => 4_096;

    /// <summary>A new exchange that passes, however often one is asked for (give a rate limit room for 2,000).</summary>
    Exchange Passing();

    /// <summary>A new exchange that is refused; null when the policy never refuses.</summary>
    Exchange? Refused();
}
