using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;
using RetailSync.Policies.Identify;

namespace RetailSync.Policies.Tests.Identify;

public sealed class IdentitySettingsTests
{
    [Fact]
    public void Read_Least_HasTheDefaults()
    {
        var options = Read(out var faults);

        Assert.Empty(faults);
        Assert.Equal(300, options.TokenCacheSeconds);
        Assert.Equal(10_000, options.TokenCacheEntries);
        Assert.Equal(60, options.MetadataRefreshMinutes);
        var provider = Assert.Single(options.Providers);
        Assert.Equal(IdentityProviderKind.Oidc, provider.Kind);
        Assert.Equal(30, provider.ClockSkewSeconds);
        Assert.True(provider.RequireHttps);
        Assert.False(provider.AllowAudienceArray);
        Assert.Equal("roles", provider.RoleClaim);
        Assert.Equal("team", provider.TeamClaim);
        var running = new IdentityProvider(provider, null!);
        Assert.Equal(["RS256", "PS256", "ES256"], IdentityProvider.AlgorithmsOf(provider));
        Assert.Equal(["client_id", "azp", "appid", "sub"], running.ConsumerClaims);
        Assert.Equal(["scope", "scp"], running.ScopeClaims);
    }

    [Fact]
    public void Read_Nothing_HasNoProvider()
    {
        var faults = new List<ConfigFault>();

        var options = IdentitySettings.Read(new ConfigurationBuilder().Build().GetSection("Identity"), faults);

        Assert.Empty(faults);
        Assert.Empty(options.Providers);
    }

    [Theory]
    [InlineData("Identity:TokenCacheSeconds", "0", 0)]
    [InlineData("Identity:TokenCacheSeconds", "-1", 1)]
    [InlineData("Identity:TokenCacheSeconds", "900", 0)]
    [InlineData("Identity:TokenCacheSeconds", "901", 1)]
    [InlineData("Identity:TokenCacheEntries", "0", 1)]
    [InlineData("Identity:TokenCacheEntries", "1000000", 0)]
    [InlineData("Identity:TokenCacheEntries", "1000001", 1)]
    [InlineData("Identity:MetadataRefreshMinutes", "4", 1)]
    [InlineData("Identity:MetadataRefreshMinutes", "5", 0)]
    [InlineData("Identity:MetadataRefreshMinutes", "1440", 0)]
    [InlineData("Identity:MetadataRefreshMinutes", "1441", 1)]
    [InlineData("Identity:Providers:0:ClockSkewSeconds", "0", 0)]
    [InlineData("Identity:Providers:0:ClockSkewSeconds", "-1", 1)]
    [InlineData("Identity:Providers:0:ClockSkewSeconds", "60", 0)]
    [InlineData("Identity:Providers:0:ClockSkewSeconds", "61", 1)]
    [InlineData("Identity:Providers:0:Name", "Not Kebab", 1)]
    [InlineData("Identity:Providers:0:Authority", "login", 1)]
    [InlineData("Identity:Providers:0:Authority", "http://login.example.com", 1)]
    [InlineData("Identity:Providers:0:Authority", "http://localhost:9100/", 1)]
    [InlineData("Identity:Providers:0:Authority", "https://user@login.example.com", 1)]
    [InlineData("Identity:Providers:0:MetadataAddress", "ftp://login.example.com", 1)]
    [InlineData("Identity:Providers:0:Algorithms:0", "ES512", 0)]
    [InlineData("Identity:Providers:0:Algorithms:0", "HS256", 1)]
    [InlineData("Identity:Providers:0:Algorithms:0", "none", 1)]
    [InlineData("Identity:Providers:0:Algorithms:0", "rs256", 1)]
    [InlineData("Identity:Providers:0:Audiences:0", "", 1)]
    [InlineData("Identity:Providers:0:ConsumerClaims:0", "appid", 0)]
    [InlineData("Identity:Providers:0:ScopeClaims:0", "", 1)]
    [InlineData("Identity:Providers:0:RoleClaim", "", 1)]
    public void Read_Edge_IsReportedAtItsKey(string key, string value, int expected)
    {
        Read(out var faults, (key, value));

        Assert.Equal(expected, faults.Count);
        Assert.All(faults, fault => Assert.StartsWith(fault.Path, key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://localhost:9100/", 0)]
    [InlineData("http://127.0.0.1:9100/", 0)]
    [InlineData("http://login.example.com/", 1)]
    public void Read_HttpsNotRequired_IsForLoopbackOnly(string authority, int expected)
    {
        Read(out var faults, ("Identity:Providers:0:RequireHttps", "false"), ("Identity:Providers:0:Authority", authority));

        Assert.Equal(expected, faults.Count);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/contoso.example/v2.0", 0)]
    [InlineData("https://login.microsoftonline.com/contoso.example", 0)]
    [InlineData("https://login.microsoftonline.com/common/v2.0", 1)]
    [InlineData("https://login.microsoftonline.com/Organizations/v2.0", 1)]
    [InlineData("https://login.microsoftonline.com/", 1)]
    public void Read_EntraAuthority_NamesOneTenant(string authority, int expected)
    {
        Read(out var faults, ("Identity:Providers:0:Kind", "entra"), ("Identity:Providers:0:Authority", authority));

        Assert.Equal(expected, faults.Count);
    }

    [Fact]
    public void Read_ManyFaults_AreAllReported()
    {
        Read(
            out var faults,
            ("Identity:Colour", "red"),
            ("Identity:Providers:0:Audience", "retailsync"),
            ("Identity:TokenCacheSeconds", "5000"),
            ("Identity:Providers:1:Name", "staff"),
            ("Identity:Providers:1:Authority", "https://login.example.com"));

        Assert.Equal(
            ["Identity:Colour", "Identity:Providers:0:Audience", "Identity:Providers:1", "Identity:Providers:1:Audiences", "Identity:Providers:1:Name", "Identity:TokenCacheSeconds"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Identity:TokenCacheSeconds", "many")]
    [InlineData("Identity:Providers:0:Kind", "saml")]
    [InlineData("Identity:Providers:0:RequireHttps", "perhaps")]
    public void Read_ValueOfAnotherType_NamesItsKey(string key, string value)
    {
        Read(out var faults, (key, value));

        Assert.Contains($"'{key}'", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private static IdentityOptions Read(out List<ConfigFault> faults, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Identity:Providers:0:Name"] = "staff",
            ["Identity:Providers:0:Authority"] = "https://login.example.com/",
            ["Identity:Providers:0:Audiences:0"] = "retailsync",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        faults = [];
        return IdentitySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build().GetSection("Identity"), faults);
    }
}
