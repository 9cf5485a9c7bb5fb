using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RetailSync.Sandbox.Generic;

namespace RetailSync.Sandbox.Tests.Generic;

public class SmallPartsTests
{
    [Theory]
    [InlineData("^LA-[0-9]{8}$", 42, "LA-00000042")]
    [InlineData("^[A-Z]{2}[0-9]{2}-[0-9]{4}-[0-9]{2}$", 7, "AA00-0000-07")]
    [InlineData("^[A-Z0-9][A-Z0-9-]{2,31}$", 1, "AAB")]
    [InlineData(@"^\d{3}(-\d{2})+$", 12345, "123-45")]
    [InlineData("^(in|out)x?y*$", 1, "in")]
    public void Sample_Pattern_FitsAndHoldsTheNumber(string pattern, long number, string expected)
    {
        var sample = PatternSampler.Sample(pattern, number);

        Assert.Equal(expected, sample);
        Assert.Matches(new Regex(pattern, RegexOptions.NonBacktracking), sample);
    }

    [Theory]
    [InlineData("approve", "[\"requested\",\"approved\"]", null, "approved")]
    [InlineData("cancel", "[\"canceled\"]", null, "canceled")]
    [InlineData("cancel", "[\"cancelled\"]", null, "cancelled")]
    [InlineData("ship", "[\"shipped\"]", null, "shipped")]
    [InlineData("withdraw", "[\"withdrawn\"]", null, "withdrawn")]
    [InlineData("hold", "[\"held\"]", null, "held")]
    [InlineData("activate", "[\"scheduled\",\"active\"]", "active", "active")]
    [InlineData("notify", null, null, "notified")]
    [InlineData("delay", null, null, "delayed")]
    public void StateAfter_Action_IsTheOneAllowed(string action, string? states, string? example, string expected)
    {
        var state = Participles.StateAfter(action, states is null ? null : (JsonArray)JsonNode.Parse(states)!, example);

        Assert.Equal(expected, state);
    }

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_CasesOfTheStandard_AreAsShownThere(string target, string patch, string expected)
    {
        var result = MergePatch.Apply((JsonObject)JsonNode.Parse(target)!, (JsonObject)JsonNode.Parse(patch)!);

        Assert.Equal(expected, result.ToJsonString());
    }

    [Fact]
    public void Remove_Item_TakesWhatLiesBelowItAndNothingElse()
    {
        var store = new ResourceStore();
        var below = PathTemplate.Fill("/v1/a/{aId}/b", _ => "x/y");
        store.TryAdd("/v1/a", "x/y", [], () => { });
        store.TryAdd("/v1/a", "x", [], () => { });
        store.TryAdd(below, "1", [], () => { });
        store.TryAdd("/v1/a/x/b", "1", [], () => { });

        var removedOther = store.Remove("/v1/a", "x", () => { });
        var keptBelow = store.Find(below, "1");
        var removed = store.Remove("/v1/a", "x/y", () => { });

        Assert.True(removedOther && removed);
        Assert.NotNull(keptBelow);
        Assert.Null(store.Find(below, "1"));
        Assert.Null(store.Find("/v1/a/x/b", "1"));
    }

    [Theory]
    [InlineData("accounts.openapi.yaml", "openapi: 3.1.0", "the name must hold the major version")]
    [InlineData("a.v1.openapi.yaml", "openapi: [", "a.v1.openapi.yaml:")]
    [InlineData("a.v1.openapi.yaml", "paths: {/a: {get: {responses: {'200': {description: x}}}}}", "get /a: has no operationId.")]
    [InlineData("a.v1.openapi.yaml", "paths: {/a: {get: {operationId: x, responses: {'404': {description: x}}}}}", "declares no 2xx response")]
    [InlineData("a.v1.openapi.yaml", "paths: {/a: {get: {operationId: x, parameters: [{$ref: 'b.yaml#/x'}], responses: {}}}}", "only references inside the document")]
    [InlineData("a.v1.openapi.yaml", "paths: {/a: {put: {operationId: x, responses: {'204': {description: x}}}}}", "PUT /a (x): not simulated")]
    public void Construct_UnusableContract_SaysWhatAndWhere(string name, string text, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("generic-");
        try
        {
            var file = Path.Combine(folder.FullName, name);
            File.WriteAllText(file, text);

            var fault = Assert.Throws<InvalidDataException>(() => new GenericSystem("a", [file], new Ledger(TimeProvider.System), TimeProvider.System));

            Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
