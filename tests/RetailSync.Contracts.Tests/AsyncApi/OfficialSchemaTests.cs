using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Contracts.Tests.Events;
using RetailSync.Contracts.Tests.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.AsyncApi;

/// <summary>The reader beside the specification's own JSON Schemas: what they refuse, it refuses.</summary>
public sealed class OfficialSchemaTests
{
    [Theory]
    [InlineData("3.0.0")]
    [InlineData("3.1.0")]
    public void GoodDocument_IsGoodForBoth(string version)
    {
        var (contract, verdict, faults) = Judge(AsyncApiSamples.With("asyncapi: 3.0.0", $"asyncapi: {version}"), version);

        Assert.Equal((true, SchemaVerdict.Valid), (contract, verdict));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("title: Customer events, ", "")]
    [InlineData("protocol: kafka }", "protocoll: kafka }")]
    [InlineData("host: 'broker.example:9092', ", "")]
    [InlineData("action: send", "action: publish")]
    [InlineData("action: send", "summary: Sends.")]
    [InlineData("address: retail.{country}.customers", "adress: retail.{country}.customers")]
    [InlineData("address: null", "address: 5")]
    [InlineData("name: retail.customer.erased.v1", "name: 5")]
    [InlineData("name: good", "nme: good")]
    [InlineData("description: Which country.", "schema: { type: string }")]
    [InlineData("title: From the trait", "payload: {}")]
    [InlineData("summary: Over Kafka.", "action: send")]
    [InlineData("location: '$message.header#/trace'", "location: trace")]
    [InlineData("messageTraits:", "messageTrait:")]
    [InlineData("    messages: [{ $ref: '#/channels/customers/messages/updated' }]", "    messages: { updated: { $ref: '#/channels/customers/messages/updated' } }")]
    [InlineData("servers: [{ $ref: '#/servers/production' }]", "servers: [production]")]
    [InlineData("maxLength: 5", "maxLength: -5")]
    [InlineData("required: [id, name]", "required: id")]
    public void BadDocument_IsBadForBoth(string before, string after)
    {
        var (contract, verdict, faults) = Judge(AsyncApiSamples.With(before, after), "3.0.0");

        Assert.Equal((false, SchemaVerdict.Invalid), (contract, verdict));
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void OwnEventContracts_AreGoodForTheSpecification()
    {
        var official = Official("3.0.0");
        var files = Directory.GetFiles(DeclaredEvents.Folder, "*.asyncapi.yaml", SearchOption.AllDirectories);

        Assert.True(files.Length >= 14, $"There are {files.Length} event contracts.");
        Assert.All(files, file => Assert.Equal(SchemaVerdict.Valid, official.Judge(DocumentReader.ReadFile(file, file, [])!.ToJson())));
    }

    private static (bool Contract, SchemaVerdict Verdict, string[] Faults) Judge(string yaml, string version)
    {
        var official = Official(version);
        var (contract, faults) = AsyncApiSamples.Read(yaml);
        return (contract is not null, official.Judge(Documents.Yaml(yaml).Document!.ToJson()), faults);
    }

    private static CompiledSchema Official(string version)
    {
        var file = Path.Combine(Suites.Require(), "node_modules", "@asyncapi", "specs", "schemas", $"{version}.json");
        if (!File.Exists(file))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, "The schemas of AsyncAPI are not there. '.ci/suites' fetches them.");
        }

        List<ConfigFault> faults = [];
        var document = DocumentReader.ReadFile(file, "asyncapi.json", faults)!;
        var bundle = new SchemaBundle();
        var resource = bundle.Add($"https://contract.invalid/{version}", document, SchemaDialect.Draft7);
        var node = new SchemaCompiler(bundle, judgesFormats: false, faults).Compile(new SchemaPlace(document.Root, resource, ""));
        Assert.Empty(faults);
        return new CompiledSchema(node, bundle.IsDynamic);
    }
}
