using System.Collections.Frozen;

namespace RetailSync.Policies.Identify;

/// <summary>One provider at work: its settings with defaults filled in, its authentication scheme and its keys.</summary>
internal sealed class IdentityProvider(IdentityProviderOptions options, IssuerKeys keys)
{
    private static readonly string[] DefaultConsumerClaims = ["client_id", "azp", "appid", "sub"];
    private static readonly string[] DefaultScopeClaims = ["scope", "scp"];
    private static readonly string[] EntraScopeClaims = ["scope", "scp", "roles"];

    public IdentityProviderOptions Options => options;

    public IssuerKeys Keys => keys;

    /// <summary>The name of its authentication scheme.</summary>
    public string Scheme { get; } = SchemeOf(options);

    public FrozenSet<string> Algorithms { get; } = AlgorithmsOf(options).ToFrozenSet(StringComparer.Ordinal);

    public IReadOnlyList<string> ConsumerClaims { get; } = options.ConsumerClaims ?? DefaultConsumerClaims;

    public IReadOnlyList<string> ScopeClaims { get; } =
        options.ScopeClaims ?? (options.Kind is IdentityProviderKind.Entra ? EntraScopeClaims : DefaultScopeClaims);

    public TimeSpan ClockSkew { get; } = TimeSpan.FromSeconds(options.ClockSkewSeconds);

    public static string SchemeOf(IdentityProviderOptions options) => $"retailsync:{options.Name}";

    public static IReadOnlyList<string> AlgorithmsOf(IdentityProviderOptions options) => options.Algorithms ?? IdentityRules.DefaultAlgorithms;
}
