using System.Text.Json.Nodes;
using CsCheck;

namespace RetailSync.Contracts.Tests.AsyncApi;

/// <summary>What is wrong with a document is told with its place; nothing throws.</summary>
public sealed class AsyncApiFaultTests
{
    private static readonly string[] Replacements =
        ["null", "true", "1", "\"\"", "\"text\"", "[]", "{}", "[null]", "{\"\":1}", "{\"$ref\":1}", "{\"$ref\":\"#\"}", "{\"$ref\":\"#/channels\"}", "{\"$ref\":\"#/%zz/~\"}", "{\"schemaFormat\":1,\"schema\":{}}"];

    [Theory]
    [InlineData("asyncapi: 3.0.0", "asyncapi: 2.6.0", "x.yaml:1:11: AsyncAPI '2.6.0' is not read.")]
    [InlineData("asyncapi: 3.0.0", "openapi: 3.0.0", "x.yaml:1:1: 'asyncapi' is missing.")]
    [InlineData("version: 1.2.0", "version: 2.0.0", "x.yaml:2:42: The version is 2.0.0, but the file's name says v1.")]
    [InlineData("title: Customer events, ", "", "x.yaml:2:7: 'title' is missing.")]
    [InlineData("protocol: kafka }", "protocoll: kafka }", "x.yaml:5:46: The server 'production' has no key 'protocoll' in AsyncAPI 3.")]
    [InlineData("address: retail.{country}.customers", "address: retail.{region}.customers", "x.yaml:8:14: The address has a parameter 'region' that 'parameters' does not describe.")]
    [InlineData("{ $ref: '#/components/messages/CustomerUpdated' }", "{ $ref: '#/components/messages/CustomerMoved' }", "x.yaml:13:24: '#/components/messages/CustomerMoved' leads nowhere in this file.")]
    [InlineData("{ $ref: '#/components/messages/CustomerUpdated' }", "{ $ref: './messages.yaml' }", "x.yaml:13:24: './messages.yaml' points outside this file.")]
    [InlineData("action: send", "action: publish", "x.yaml:30:13: 'action' cannot be 'publish'. Known: send, receive.")]
    [InlineData("action: send", "summary: Sends.", "x.yaml:30:5: 'action' is missing")]
    [InlineData("channel: { $ref: '#/channels/replies' }", "channel: { $ref: '#/components/messages/Unused' }", "x.yaml:39:16: '#/components/messages/Unused' is not under '#/channels'")]
    [InlineData("[{ $ref: '#/channels/customers/messages/updated' }]", "[{ $ref: '#/components/messages/CustomerUpdated' }]", "x.yaml:32:24: '#/components/messages/CustomerUpdated' is no message of the channel 'customers'. It has: #/channels/customers/messages/updated,")]
    [InlineData("schemaFormat: application/schema+json;version=2020-12", "schemaFormat: application/vnd.apache.avro;version=1.9.0", "x.yaml:18:25: Schemas of the format 'application/vnd.apache.avro;version=1.9.0' are not read. Known: application/vnd.aai.asyncapi")]
    [InlineData("'application/schema+json;version=draft-07'", "'application/schema+json;version=2020-12'", "is a schema of the format 'application/schema+json;version=2020-12', but the one that refers to it is of draft 7.")]
    [InlineData("location: '$message.header#/trace'", "location: trace", "'trace' is no runtime expression")]
    [InlineData("headers:\n        type: object", "headers:\n        type: string", "Headers are keys with values")]
    [InlineData("- name: bad\n          headers: {}\n          payload: { id: 5 }", "- name: bad", "The example shows nothing")]
    [InlineData("maxLength: 20", "maxLength: -1", "x.yaml:22:")]
    [InlineData("title: From the trait", "payload: {}", "The message trait has no key 'payload' in AsyncAPI 3.")]
    public void Read_Fault_IsToldWithItsPlace(string before, string after, string expected)
    {
        var (contract, faults) = AsyncApiSamples.Read(AsyncApiSamples.With(before, after));

        Assert.Null(contract);
        Assert.Contains(expected, faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongChainOfReferences_IsRead()
    {
        const int Length = 20_000;
        var chain = string.Concat(Enumerable.Range(0, Length).Select(i => $"    S{i}: {{ properties: {{ next: {{ $ref: '#/components/schemas/S{i + 1}' }} }} }}\n"));

        var (contract, faults) = AsyncApiSamples.Read($"{AsyncApiSamples.With("properties: { id: { type: string }, name:", "properties: { id: { $ref: '#/components/schemas/S0' }, name:")}\n{chain}    S{Length}: true\n");

        Assert.Empty(faults);
        Assert.NotNull(contract);
    }

    [Fact]
    public void Read_AnyValueReplaced_AnswersWithContractOrFaults()
    {
        var json = Documents.AsJson("x.yaml", AsyncApiSamples.Events);
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, Replacements.Length - 1]).Array[1, 3].Sample(
            changes =>
            {
                var root = JsonNode.Parse(json)!;
                foreach (var (place, replacement) in changes)
                {
                    var nodes = Below(root).ToList();
                    nodes[place % nodes.Count].ReplaceWith(JsonNode.Parse(Replacements[replacement]));
                }

                var (contract, faults) = AsyncApiSamples.Read(root.ToJsonString());
                return contract is not null || faults.Length > 0;
            },
            iter: 1_000);
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }
}
