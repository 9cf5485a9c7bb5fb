using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Architecture.Testing;

/// <summary>The suite over <see cref="FaultyPolicy"/>. Internal, so that the runner does not take its tests for tests of its own.</summary>
internal sealed class Suite : PolicyConformance<Suite.Fixture>
{
    private static readonly AsyncLocal<Fault> Current = new();

    /// <summary>The suite over a policy with this fault. The base class makes the fixture, so the fault reaches it by a detour.</summary>
    public static Suite Of(Fault fault)
    {
        Current.Value = fault;
        return new Suite();
    }

    internal sealed class Fixture : IPolicyFixture
    {
        public IGatewayPolicy Policy { get; } = new FaultyPolicy(Current.Value);

        public Exchange Passing() => Some.Exchange();

        public Exchange Refused()
        {
            var exchange = Some.Exchange();
            exchange.Context.Request.Headers["X-Refuse"] = "1";
            return exchange;
        }
    }
}
