using System.Text;
using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.AsyncApi;

/// <summary>What comes out of a document without fault.</summary>
public sealed class AsyncApiReaderTests
{
    [Fact]
    public void Read_Document_GivesItsParts()
    {
        var contract = AsyncApiSamples.Good(AsyncApiSamples.Events);

        Assert.Equal(("crm/customer-events@1", "Customer events", "1.2.0"), (contract.Id, contract.Title, contract.Version));
        Assert.Equal(["production"], contract.Servers);
        Assert.Equal(["customers retail.{country}.customers country updated,erased", "replies   done"], contract.Channels.Select(each => $"{each.Name} {each.Address} {string.Join(',', each.Parameters)} {string.Join(',', each.Messages.Keys)}"));
        Assert.Equal(["CustomerUpdated", "erased", "done", "Unused"], contract.Messages.Select(message => message.Id));
        Assert.Equal("x.yaml:7:3", contract.Channels[0].Location);
        Assert.Equal("/components/messages/CustomerUpdated", contract.Messages[0].Pointer);
    }

    [Fact]
    public void Read_Operations_HaveTheirMessages()
    {
        var operations = AsyncApiSamples.Good(AsyncApiSamples.Events).Operations;

        Assert.Equal(
            ["sendUpdated Send customers CustomerUpdated  ", "receiveAny Receive customers CustomerUpdated,erased replies done"],
            operations.Select(each => $"{each.Name} {each.Action} {each.Channel.Name} {Ids(each.Messages)} {each.ReplyChannel?.Name} {Ids(each.ReplyMessages)}"));

        static string Ids(IEnumerable<AsyncApiMessage> messages) => string.Join(',', messages.Select(message => message.Id));
    }

    [Theory]
    [InlineData("""{"ce_type":"retail.customer.updated.v1"}""", true)]
    [InlineData("""{"trace":"t"}""", false)]
    [InlineData("""{"ce_type":"retail.customer.updated.v1","trace":5}""", false)]
    [InlineData("""{"ce_type":"other"}""", false)]
    public void Read_Traits_AreMergedIntoHeaders(string headers, bool isValid)
    {
        var message = AsyncApiSamples.Good(AsyncApiSamples.Events).Messages[0];

        Assert.Equal(isValid ? SchemaVerdict.Valid : SchemaVerdict.Invalid, message.Headers!.Judge(Encoding.UTF8.GetBytes(headers)));
        Assert.Equal(("A customer was changed", "application/json", "$message.header#/trace"), (message.Title, message.ContentType, message.CorrelationId));
    }

    [Theory]
    [InlineData(0, """{"id":"C","name":"Zoë"}""", true)]
    [InlineData(0, """{"id":"C","name":"Too long"}""", false)]
    [InlineData(1, """{"id":"C"}""", true)]
    [InlineData(1, """{"id":"C","more":1}""", false)]
    [InlineData(3, "null", true)]
    [InlineData(3, "5", false)]
    public void Read_Payloads_AreReadInTheirDialect(int message, string payload, bool isValid)
    {
        var schema = AsyncApiSamples.Good(AsyncApiSamples.Events).Messages[message].Payload!;

        Assert.Equal(isValid ? SchemaVerdict.Valid : SchemaVerdict.Invalid, schema.Judge(Encoding.UTF8.GetBytes(payload)));
    }

    [Theory]
    [InlineData("name: retail.customer.erased.v1", "name: erased", "retail.customer.erased.v2")]
    [InlineData("contentType: application/cloudevents+json", "contentType: application/json", "retail.customer.erased.v1")]
    [InlineData("name: retail.customer.erased.v1\n        contentType: application/cloudevents+json", "name: erased", null)]
    [InlineData("name: retail.customer.erased.v1\n", "headers: { type: object, allOf: [{ properties: { type: { enum: [a.b.c.v3] } } }] }\n", "a.b.c.v3")]
    public void EventType_IsFoundWhereTheMessageSaysIt(string before, string after, string? type)
    {
        var contract = AsyncApiSamples.Good(AsyncApiSamples.With(before, after));

        Assert.Equal("retail.customer.updated.v1", contract.Messages[0].EventType);
        Assert.Equal(type, contract.Messages[1].EventType);
    }

    [Fact]
    public void Examples_AreHeldAgainstTheSchemas()
    {
        var contract = AsyncApiSamples.Good(AsyncApiSamples.Events);

        var faults = AsyncApiExamples.Judge(contract.Messages[0], contract.Document).Select(fault => fault.Path);

        Assert.Equal(["x.yaml:66:20", "x.yaml:67:20", "x.yaml:67:26"], faults.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[{ title: a }, { title: b, summary: c }]", "A customer was changed c")]
    [InlineData("[{ summary: a }, { summary: b }]", "A customer was changed b")]
    [InlineData("[{ summary: a }, { summary: null }]", "A customer was changed ")]
    public void Apply_SeveralTraits_LaterOnesWinButNeverOverTheMessage(string traits, string expected)
    {
        var contract = AsyncApiSamples.Good(AsyncApiSamples.With("traits: [{ $ref: '#/components/messageTraits/common' }]", $"traits: {traits}"));
        var scope = new AsyncApiScope(contract.Document, []);
        var message = scope.Root.Down("components")!.Value.Down("messages")!.Value.Down("CustomerUpdated")!.Value;

        var merged = new TraitMerger(scope).Apply(message, "The trait", AsyncApiKeys.MessageTrait);

        Assert.Equal(expected, $"{merged["title"]?.Text} {merged["summary"]?.Text}");
        Assert.Null(merged["traits"]);
    }

    [Fact]
    public void Folder_ReadsItsFiles()
    {
        using var folder = new ScratchFolder();
        folder.Write("crm/customer-events.v1.asyncapi.yaml", AsyncApiSamples.Events);
        folder.Write("crm/customers.v1.openapi.yaml", "not looked at");
        folder.Write("crm/Bad.asyncapi.json", "{}");
        List<RetailSync.Gateway.ConfigFault> faults = [];

        var contracts = AsyncApiFolder.Read(folder.Path, faults);

        Assert.Equal(["crm/customer-events@1"], contracts.Keys);
        Assert.Contains("<name>.v<major>.asyncapi.yaml", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }
}
