using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Data;

public sealed class ExampleTests
{
    [Fact]
    public void Examples_OfEveryContract_FitTheirSchema()
    {
        var faults = new List<string>();
        foreach (var contract in ContractFile.All())
        {
            var (found, count) = ExampleRules.Check(contract, ReadFile);
            faults.AddRange(count == 0 ? [$"{contract.Path}: shows no example."] : found);
        }

        Faults.AssertNone(faults);
    }

    [Theory]
    [InlineData("components: {schemas: {A: {type: string, example: 1}}}", "#/components/schemas/A/example: /: must be string, but is 1.")]
    [InlineData("components: {schemas: {A: {properties: {b: {type: string, examples: [x, 1]}}}}}", "#/components/schemas/A/properties/b/examples/1: /: must be string, but is 1.")]
    [InlineData("components: {schemas: {A: {type: string, default: 1}}}", "#/components/schemas/A/default: /: must be string, but is 1.")]
    [InlineData("paths: {/a: {get: {parameters: [{name: q, schema: {type: string}, example: 1}]}}}", "#/paths//a/get/parameters/0/example: /: must be string, but is 1.")]
    [InlineData("paths: {/a: {get: {responses: {'200': {content: {j: {schema: {required: [id]}, example: {}}}}}}}}", "#/paths//a/get/responses/200/content/j/example: /: 'id' is required.")]
    [InlineData("paths: {/a: {get: {responses: {'200': {content: {j: {schema: {type: string}, examples: {one: {value: 1}}}}}}}}}", "#/paths//a/get/responses/200/content/j/examples/one: /: must be string, but is 1.")]
    [InlineData("paths: {/a: {post: {requestBody: {content: {j: {schema: {type: string}, examples: {one: {externalValue: examples/a.json}}}}}}}}", "#/paths//a/post/requestBody/content/j/examples/one (contracts/crm/examples/a.json): /: must be string, but is 1.")]
    [InlineData("paths: {/a: {post: {requestBody: {content: {j: {schema: {type: string}, examples: {one: {externalValue: b.json}}}}}}}}", "#/paths//a/post/requestBody/content/j/examples/one: contracts/crm/b.json is missing.")]
    [InlineData("paths: {/a: {post: {requestBody: {content: {j: {schema: {type: string}, examples: {one: {summary: no value}}}}}}}}", "#/paths//a/post/requestBody/content/j/examples/one: has neither value nor externalValue, or its reference leads nowhere.")]
    public void Check_BadExample_IsFlagged(string document, string expected)
    {
        var contract = ContractFile.Parse(new TextFile("contracts/crm/customers.v1.openapi.yaml", document));

        var (faults, _) = ExampleRules.Check(contract, path => path == "contracts/crm/examples/a.json" ? "1" : null);

        Assert.Equal([$"{contract.Path}: {expected}"], faults);
    }

    [Fact]
    public void Check_ReadOnlyInRequest_IsNotRequired()
    {
        var contract = ContractFile.Parse(new TextFile("contracts/crm/customers.v1.openapi.yaml",
            "paths: {/a: {post: {requestBody: {content: {j: {schema: {required: [id], properties: {id: {readOnly: true}}}, example: {}}}}}}}"));

        var (faults, count) = ExampleRules.Check(contract, _ => null);

        Assert.Empty(faults);
        Assert.Equal(1, count);
    }

    private static string? ReadFile(string path) => Repository.Files.FirstOrDefault(file => file.Path == path)?.Text;
}
