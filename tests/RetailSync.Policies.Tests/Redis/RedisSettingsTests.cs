using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;
using RetailSync.Policies.Redis;

namespace RetailSync.Policies.Tests.Redis;

public sealed class RedisSettingsTests
{
    [Fact]
    public void Options_Default_AreAsDocumented()
    {
        var options = new RedisOptions();

        Assert.Null(options.Connection);
        Assert.Equal("retailsync:", options.Prefix);
        Assert.Equal(100, options.TimeoutMilliseconds);
        Assert.False(options.Tls);
    }

    [Fact]
    public void Read_NoSection_IsNull()
    {
        var faults = new List<ConfigFault>();

        Assert.Null(RedisSettings.Read(new ConfigurationBuilder().Build(), Secret("x"), faults));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("redis:6379", 1)]
    [InlineData("redis", 1)]
    [InlineData("10.0.0.1:6379,10.0.0.2:6379", 2)]
    [InlineData("[::1]:6379", 1)]
    public void Connection_HostList_IsTaken(string connection, int servers)
    {
        var (settings, faults) = Read(("Connection", connection));

        Assert.Empty(faults);
        Assert.Equal(servers, settings!.ForClient().EndPoints.Count);
        Assert.False(settings.ForClient().AbortOnConnectFail);
    }

    [Fact]
    public void Connection_Reference_IsResolved()
    {
        var (settings, faults) = Read(Secret("redis:6380,user=gateway,password=hunter2-hunter2"), ("Connection", "env:REDIS"), ("Tls", "true"));

        Assert.Empty(faults);
        Assert.Equal("gateway", settings!.ForClient().User);
        Assert.Equal("hunter2-hunter2", settings.ForClient().Password);
        Assert.True(settings.ForClient().Ssl);
        Assert.DoesNotContain("hunter2", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:6379,password=hunter2-hunter2")]
    [InlineData("hunter2-hunter2@redis:6379")]
    [InlineData("redis://:hunter2-hunter2@redis:6379")]
    public void Connection_SecretInTheFile_IsAFaultThatDoesNotRepeatIt(string connection)
    {
        var (settings, faults) = Read(("Connection", connection));

        Assert.Null(settings);
        Assert.Equal("Redis:Connection", Assert.Single(faults).Path);
        Assert.Contains("env:NAME or file:path", faults[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", faults[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:6379,pasword=hunter2-hunter2")]
    [InlineData("redis:6379,password=hunter2-hunter2,syncTimeout=hunter2-hunter2")]
    [InlineData(",,")]
    public void Connection_UnreadableSecret_IsAFaultThatDoesNotRepeatIt(string secret)
    {
        var (settings, faults) = Read(Secret(secret), ("Connection", "file:redis.txt"));

        Assert.Null(settings);
        Assert.Equal("Redis:Connection", Assert.Single(faults).Path);
        Assert.DoesNotContain("hunter2", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_SecretsNotResolved_PassesTheCheck()
    {
        var (_, faults) = Read(Secret(""), ("Connection", "env:REDIS"));

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("TimeoutMilliseconds", "9", 1)]
    [InlineData("TimeoutMilliseconds", "10", 0)]
    [InlineData("TimeoutMilliseconds", "5000", 0)]
    [InlineData("TimeoutMilliseconds", "5001", 1)]
    [InlineData("TimeoutMilliseconds", "soon", 1)]
    [InlineData("Prefix", "a{b}", 1)]
    [InlineData("Prefix", "shop-1:", 0)]
    [InlineData("Connection", "", 1)]
    [InlineData("Password", "x", 1)]
    public void Options_Value_IsChecked(string key, string value, int expected)
    {
        var (_, faults) = Read(("Connection", "redis:6379"), (key, value));

        Assert.Equal(expected, faults.Count);
        Assert.All(faults, fault => Assert.StartsWith("Redis", fault.Path, StringComparison.Ordinal));
    }

    private static Func<string, string?, ICollection<ConfigFault>, string?> Secret(string value) => (_, _, _) => value;

    private static (RedisSettings? Settings, IReadOnlyList<ConfigFault> Faults) Read(params (string Key, string Value)[] settings) => Read(Secret("unused"), settings);

    private static (RedisSettings? Settings, IReadOnlyList<ConfigFault> Faults) Read(
        Func<string, string?, ICollection<ConfigFault>, string?> secret, params (string Key, string Value)[] settings)
    {
        var last = settings.GroupBy(setting => setting.Key).Select(group => KeyValuePair.Create($"Redis:{group.Key}", (string?)group.Last().Value));
        var faults = new List<ConfigFault>();
        return (RedisSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(last).Build(), secret, faults), faults);
    }
}
