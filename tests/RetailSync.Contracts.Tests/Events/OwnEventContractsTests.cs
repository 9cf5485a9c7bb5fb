using System.Text;
using System.Text.Json.Nodes;
using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;
using RetailSync.Plugins.ChangeEvents;

namespace RetailSync.Contracts.Tests.Events;

/// <summary>The events that this repository's contracts declare are what its event contracts say.</summary>
public sealed class OwnEventContractsTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Declarations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (contract, operation) in DeclaredEvents.All)
            {
                data.Add(contract, operation);
            }

            return data;
        }
    }

    public static TheoryData<string> Types => [.. DeclaredEvents.Events.Keys];

    [Fact]
    public void Folder_HasNoFaultsAndAllTypes()
    {
        List<ConfigFault> faults = [];

        var events = EventContractFolder.Read(DeclaredEvents.Folder, new ContractCache(), faults);

        Assert.Empty(faults);
        Assert.True(DeclaredEvents.All.Count() >= 69, $"There are {DeclaredEvents.All.Count()} declarations.");
        var declared = DeclaredEvents.All.SelectMany(pair => DeclaredEvents.Changes(pair.Contract, pair.Operation)).Select(change => change.Operation.Event!.Type).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(declared, events.Keys);
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task Event_OfEachExample_IsWhatItsContractSays(string contract, string operation)
    {
        var judged = 0;
        foreach (var change in DeclaredEvents.Changes(contract, operation))
        {
            var events = await new ChangeEventsPlugin().BuildAsync(change, TestContext.Current.CancellationToken);

            var built = Assert.Single(events);
            Assert.Empty(DeclaredEvents.Events[built.Type].Judge(built.Data, 20).Select(error => $"{error.InstanceLocation} {error.Error}"));
            judged++;
        }

        output.WriteLine($"{judged} events");
        Assert.True(judged > 0);
    }

    // What makes the theory above worth something: the contracts refuse what no operation sends.
    [Theory]
    [MemberData(nameof(Types))]
    public void Judge_DataOfAnotherShape_IsRefused(string type)
    {
        var contract = DeclaredEvents.Events[type];

        Assert.NotEmpty(contract.Judge("[[]]"u8.ToArray(), 20));
        Assert.NotEmpty(contract.Judge("{}"u8.ToArray(), 20));
        Assert.NotEmpty(contract.Judge("{"u8.ToArray(), 20));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Judge_ExampleWithoutARequiredProperty_IsRefused(string type)
    {
        var contract = (EventContract)DeclaredEvents.Events[type];
        foreach (var example in contract.Message.Examples.Select(example => example.Payload!).Where(payload => payload.Members.Count > 0))
        {
            var json = JsonNode.Parse(DeclaredEvents.Json(example))!.AsObject();
            Assert.Empty(contract.Judge(Bytes(json), 20));

            // The key is required everywhere; it comes first in most, so each property is left out once and one at least must be missed.
            Assert.Contains(json.Select(property => property.Key).ToList(), name => contract.Judge(Bytes(Without(json, name)), 20).Count > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Schema_AsADocumentOfItsOwn_TakesTheExamples(string type)
    {
        var contract = (EventContract)DeclaredEvents.Events[type];
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read("schema.json", contract.Schema, faults)!;
        var bundle = new SchemaBundle();
        var resource = bundle.Add("https://contract.invalid/schema", document, SchemaDialect.Find(document.Root["$schema"]!.Text)!);
        var schema = new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(new SchemaPlace(document.Root, resource, "")), bundle.IsDynamic);

        Assert.Empty(faults);
        Assert.NotEmpty(contract.Message.Examples);
        Assert.All(contract.Message.Examples, example => Assert.Equal(SchemaVerdict.Valid, schema.Judge(DeclaredEvents.Json(example.Payload))));
        Assert.Equal(SchemaVerdict.Invalid, schema.Judge("[[]]"u8.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Contract_OfAType_SaysWhoseItIs(string type)
    {
        var contract = DeclaredEvents.Events[type];

        Assert.Equal(type, contract.Type);
        Assert.StartsWith(contract.SystemId + "/", contract.ContractId, StringComparison.Ordinal);
        Assert.Matches($"^/catalog/events/{type}/schema\\?v=[0-9a-f]{{12}}$", contract.DataSchema);
    }

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Without(JsonObject json, string name)
    {
        var copy = json.DeepClone().AsObject();
        copy.Remove(name);
        return copy;
    }
}
