using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Events;

namespace RetailSync.Contracts.Tests.Compare.Events;

/// <summary>Versions of AsyncAPI documents: each message is held against the message of the same name.</summary>
public sealed class AsyncApiComparisonTests
{
    private const string Old = """
        asyncapi: 3.0.0
        info: {title: Orders, version: 1.0.0}
        channels:
          orders:
            address: oms.orders
            messages:
              placed: {$ref: '#/components/messages/OrderPlaced'}
        components:
          messages:
            OrderPlaced:
              name: oms.order.placed.v1
              headers: {type: object, properties: {trace: {type: string}}}
              payload: {$ref: '#/components/schemas/Order'}
          schemas:
            Order:
              type: object
              required: [id]
              properties: {id: {type: string}, total: {type: integer}}
        """;

    [Fact]
    public void Compare_SameDocument_FindsNothing()
    {
        var found = Compare(Old, Compatibility.Full);

        Assert.Empty(found.Changes);
        Assert.Empty(found.Undecided);
    }

    [Theory]
    [InlineData("required: [id]", "required: [id, total]", "event-backward-property-required oms.order.placed.v1")]
    [InlineData("trace: {type: string}", "trace: {type: integer}", "event-backward-type-not-accepted oms.order.placed.v1")]
    [InlineData("address: oms.orders", "address: oms.order-events", "event-message-moved oms.order.placed.v1")]
    [InlineData("oms.order.placed.v1", "oms.order.placed.v2", "event-message-removed oms.order.placed.v1, event-message-added oms.order.placed.v2")]
    [InlineData("payload: {$ref: '#/components/schemas/Order'}", "payload: {schemaFormat: 'application/schema+json;version=draft-07', schema: {$ref: '#/components/schemas/Order'}}", "")]
    [InlineData("total: {type: integer}", "total: {type: integer}, note: {type: string}", "")]
    public void Compare_Changed_IsToldByMessage(string before, string after, string expected)
    {
        var found = Compare(Old.Replace(before, after, StringComparison.Ordinal), Compatibility.Backward);

        Assert.Equal(expected, string.Join(", ", found.Changes.Select(change => $"{change.Id} {change.Operation}")));
        Assert.Empty(found.Undecided);
    }

    [Fact]
    public void Compare_Breaking_NamesTheNextMajorType()
    {
        var found = Compare(Old.Replace("total: {type: integer}", "total: {type: string}", StringComparison.Ordinal), Compatibility.Backward);

        var change = Assert.Single(found.Changes);
        Assert.EndsWith("Publish it as a new type, oms.order.placed.v2.", change.Message, StringComparison.Ordinal);
        Assert.Equal("/components/schemas/Order/properties/total/type", change.New?.Pointer);
        Assert.Equal(18, change.New?.Line);
    }

    [Fact]
    public void Compare_ForeignSchemaFormat_IsUndecided()
    {
        var found = Compare(Old.Replace("payload: {$ref: '#/components/schemas/Order'}", "payload: {schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: {type: record}}", StringComparison.Ordinal), Compatibility.Backward);

        Assert.Empty(found.Changes);
        Assert.Contains("avro", Assert.Single(found.Undecided), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oms.order.placed.v1", "oms.order.placed.v2")]
    [InlineData("order-placed-v9", "order-placed-v10")]
    [InlineData("OrderPlaced", "OrderPlaced.v2")]
    [InlineData("x.v99999999999", "x.v99999999999.v2")]
    public void Next_Name_HasTheNextMajorVersion(string name, string expected) => Assert.Equal(expected, EventType.Next(name));

    private static Comparison Compare(string after, Compatibility compatibility)
    {
        var (old, _) = Documents.Yaml(Old);
        var (@new, faults) = Documents.Yaml(after);
        Assert.Empty(faults);
        return EventComparison.Compare(ContractKind.AsyncApi, [old!, @new!], new EventComparisonOptions { Compatibility = compatibility });
    }
}
