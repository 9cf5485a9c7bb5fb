using System.Text;
using Microsoft.Extensions.Configuration;
using RetailSync.Events.Sinks;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Sinks;

public class SinkSettingsTests
{
    [Fact]
    public void Read_Nothing_IsEmpty()
    {
        var (settings, faults) = Read("{}", "");

        Assert.Empty(settings.Names);
        Assert.Empty(faults);
    }

    [Fact]
    public void Read_SeveralBrokers_AreKnown()
    {
        var (settings, faults) = Read(Good, "amqps://gateway:p%40ss@mq1.example.com:5671/retail amqps://gateway:p%40ss@mq2.example.com:5671/retail");

        Assert.Empty(faults);
        var sink = Assert.Single(settings.Rabbit);
        Assert.Equal(("backbone", "gateway", "mq1.example.com:5671, mq2.example.com:5671"), (sink.Name, sink.User, sink.Places));
    }

    [Theory]
    [InlineData("""{ "Sinks": { "Backbone": { "Kind": "rabbitmq" } } }""", "Sinks:Backbone", "lower-case")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "kafka" } } }""", "Sinks:b:Kind", "Known: rabbitmq")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "e", "Exchnge": "f" } } }""", "Sinks:b", "Exchnge")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "rabbitmq", "Connection": "env:X" } } }""", "Sinks:b", "Exchange")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "rabbitmq", "Exchange": "e" } } }""", "Sinks:b", "Connection")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "e", "MaxInFlight": 0 } } }""", "Sinks:b", "MaxInFlight")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "e", "RoutingKey": "{typ}" } } }""", "Sinks:b:RoutingKey", "{type}")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "e", "Mode": "both" } } }""", "Sinks:b", "Mode")]
    public void Read_Fault_IsToldWithItsPath(string json, string path, string part)
    {
        var (settings, faults) = Read(json, "amqps://u:p@mq.example.com");

        Assert.Empty(settings.Names);
        Assert.Contains(faults, fault => fault.Path == path && fault.Message.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("secret-text", "no AMQP URI")]
    [InlineData(" ", "no AMQP URI")]
    [InlineData("amqps://mq.example.com", "no AMQP URI")]
    [InlineData("http://u:secret-text@mq.example.com", "no AMQP URI")]
    [InlineData("amqp://u:secret-text@mq.example.com", "without TLS")]
    [InlineData("amqps://u:secret-text@mq1.example.com amqps://u:other@mq2.example.com", "differ in more")]
    public void Read_BadConnection_IsToldWithoutTheSecret(string connection, string part)
    {
        var (_, faults) = Read(Good, connection);

        var fault = Assert.Single(faults);
        Assert.Equal("Sinks:backbone:Connection", fault.Path);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-text", fault.Message, StringComparison.Ordinal);
    }

    private const string Good = """{ "Sinks": { "backbone": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "retail.events" } } }""";

    private static (SinkSettings Settings, List<ConfigFault> Faults) Read(string json, string secret)
    {
        var faults = new List<ConfigFault>();
        return (SinkSettings.Read(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build(), (_, _, _) => secret, faults), faults);
    }
}
