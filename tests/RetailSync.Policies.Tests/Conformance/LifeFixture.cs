using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A deprecated version that still answers, and a retired one.</summary>
public sealed class LifeFixture() : PolicyFixture("life", null)
{
    private readonly ApiVersion _deprecated = Some.Version(LifeStage.Deprecated) with
    {
        DeprecatedAt = DateTimeOffset.UnixEpoch,
        SunsetAt = DateTimeOffset.MaxValue,
        Successor = 2,
    };

    private readonly ApiVersion _retired = Some.Version(LifeStage.Retired) with { Successor = 2 };

    public override Exchange Passing() => Some.Exchange(new RouteFacts { RouteId = "crm", Version = _deprecated });

    public override Exchange Refused() => Some.Exchange(new RouteFacts { RouteId = "crm", Version = _retired });
}
