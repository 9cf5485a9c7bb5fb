using RetailSync.Contracts.AsyncApi;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Events;

/// <summary>What comes out of a folder with event contracts.</summary>
public sealed class EventContractFolderTests : IDisposable
{
    private const string Orders = """
        asyncapi: 3.0.0
        info: { title: Order events, version: 1.0.0 }
        channels:
          orders:
            address: retail.oms.events
            messages:
              placed:
                name: retail.order.placed.v1
                payload: { type: object, required: [orderNumber], properties: { orderNumber: { type: string, maxLength: 5 } } }
              erased: { name: retail.order.erased.v1, payload: { type: 'null' } }
              silent: { name: retail.order.silent.v1 }
              plain: { payload: { type: object } }
        """;

    private readonly ScratchFolder _folder = new();
    private readonly ContractCache _cache = new();

    [Fact]
    public void Read_Document_GivesItsTypes()
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders);

        var (events, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(["retail.order.erased.v1", "retail.order.placed.v1", "retail.order.silent.v1"], events.Keys);
        Assert.Equal(("oms/order-events@1", "oms"), (events["retail.order.placed.v1"].ContractId, events["retail.order.placed.v1"].SystemId));
    }

    [Theory]
    [InlineData("retail.order.placed.v1", """{"orderNumber":"OM-1"}""")]
    [InlineData("retail.order.placed.v1", """{"orderNumber":"OM-123"}""", "/orderNumber")]
    [InlineData("retail.order.placed.v1", "{}", "")]
    [InlineData("retail.order.placed.v1", "", "")]
    [InlineData("retail.order.placed.v1", "<order/>", "")]
    [InlineData("retail.order.erased.v1", "")]
    [InlineData("retail.order.erased.v1", "null")]
    [InlineData("retail.order.erased.v1", "{}", "")]
    [InlineData("retail.order.silent.v1", "")]
    [InlineData("retail.order.silent.v1", "null")]
    [InlineData("retail.order.silent.v1", "{}", "")]
    public void Judge_Data_NamesThePlacesOfItsFaults(string type, string data, params string[] places)
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders);
        var contract = Read().Events[type];

        var errors = contract.Judge(System.Text.Encoding.UTF8.GetBytes(data), 20);

        Assert.Equal(places, errors.Select(error => error.InstanceLocation));
        Assert.DoesNotContain(errors, error => error.Error.Contains("OM-123", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_ManyFaults_GathersNoMoreThanAsked()
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders.Replace("properties:", "additionalProperties: false, properties:", StringComparison.Ordinal));
        var contract = Read().Events["retail.order.placed.v1"];

        var errors = contract.Judge("""{"a":1,"b":2,"c":3,"d":4}"""u8.ToArray(), 2);

        Assert.Equal(2, errors.Count);
    }

    [Fact]
    public void Read_TypeInTwoDocuments_IsAFaultThatNamesBothPlaces()
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders);
        _folder.Write("wms/stock-events.v1.asyncapi.yaml", "asyncapi: 3.0.0\ninfo: {title: T, version: 1.0.0}\ncomponents:\n  messages:\n    a: {name: retail.order.placed.v1, payload: {type: object}}\n");

        var (_, faults) = Read();

        var fault = Assert.Single(faults);
        Assert.EndsWith("wms/stock-events.v1.asyncapi.yaml:5:8", fault.Path, StringComparison.Ordinal);
        Assert.Contains("oms/order-events.v1.asyncapi.yaml:8:9 already", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenDocument_IsAFaultWithItsPlace()
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders.Replace("type: object", "type: objekt", StringComparison.Ordinal));

        var (_, faults) = Read();

        Assert.Contains(faults, fault => fault.Path.Contains("oms/order-events.v1.asyncapi.yaml:9:", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_UnchangedFile_IsNotReadAgain()
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders);
        var first = Message(Read().Events);

        var second = Message(Read().Events);
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders + "\n");
        var edited = Read().Events;

        Assert.Same(first, second);
        Assert.NotSame(first, Message(edited));

        static object Message(IReadOnlyDictionary<string, IEventContract> events) => ((EventContract)events["retail.order.placed.v1"]).Message;
    }

    [Fact]
    public void DataSchema_OfAnEditedFile_IsAnother()
    {
        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders);
        var before = Read().Events["retail.order.placed.v1"].DataSchema;

        _folder.Write("oms/order-events.v1.asyncapi.yaml", Orders + "\n");

        Assert.NotEqual(before, Read().Events["retail.order.placed.v1"].DataSchema);
    }

    public void Dispose() => _folder.Dispose();

    private (IReadOnlyDictionary<string, IEventContract> Events, List<ConfigFault> Faults) Read()
    {
        var faults = new List<ConfigFault>();
        return (EventContractFolder.Read(_folder.Path, _cache, faults), faults);
    }
}
