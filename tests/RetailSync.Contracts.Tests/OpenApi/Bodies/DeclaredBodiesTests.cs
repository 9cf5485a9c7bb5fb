using System.Text.Json;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Bodies;

/// <summary>The bodies that a contract declares, and its own examples held against them.</summary>
public sealed class DeclaredBodiesTests(ITestOutputHelper output)
{
    private const string Contract = """
        openapi: 3.1.0
        info: { title: Customers, version: 1.0.0 }
        paths:
          /customers:
            post:
              operationId: createCustomer
              requestBody: { $ref: '#/components/requestBodies/Customer' }
              responses:
                '201': { $ref: '#/components/responses/Created' }
                default:
                  description: Refused.
                  content:
                    application/problem+json: { schema: { type: object } }
                    text/plain: { schema: { type: string } }
        components:
          requestBodies:
            Customer:
              content:
                application/json;charset=utf-8:
                  schema: { $ref: '#/components/schemas/Customer' }
                  examples:
                    good: { $ref: '#/components/examples/Good' }
          responses:
            Created:
              description: Made.
              content:
                application/json: { schema: { $ref: '#/components/schemas/Customer' }, example: { name: 5 } }
          examples:
            Good: { value: { name: Zoë } }
          schemas:
            Customer: { type: object, required: [name], properties: { name: { type: string, pattern: '^\p{L}+$' } } }
        """;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.openapi.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    public static string Folder { get; } = FindFolder();

    [Fact]
    public void Read_References_AreFollowed()
    {
        var bodies = Documents.GoodContract(Contract).Bodies;

        Assert.Equal(
            ["createCustomer  application/json;charset=utf-8", "createCustomer 201 application/json", "createCustomer default application/problem+json"],
            bodies.Select(body => $"{body.OperationId} {body.Status} {body.MediaType}"));
        Assert.Equal("/components/requestBodies/Customer/content/application~1json;charset=utf-8", bodies[0].Pointer);
        Assert.Same(bodies[0].Schema, bodies[1].Schema);
        Assert.Equal([SchemaVerdict.Valid], bodies[0].Examples.Select(example => bodies[0].Schema!.Judge(Json(example))));
        Assert.Equal([SchemaVerdict.Invalid], bodies[1].Examples.Select(example => bodies[1].Schema!.Judge(Json(example))));
    }

    [Fact]
    public void Read_PatternThatIsNone_IsAFaultWithItsPlace()
    {
        var (contract, faults) = Documents.Contract(Contract.Replace(@"^\p{L}+$", "^[a-", StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.StartsWith("x.yaml:31:", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Contracts_EveryExample_FitsItsSchema(string file)
    {
        var faults = new List<ConfigFault>();
        var document = DocumentReader.ReadFile(Path.Combine(Folder, file), file, faults)!;
        var bodies = DeclaredBodies.Read(document, document.Root["openapi"]!.Text.StartsWith("3.0", StringComparison.Ordinal), faults);

        Assert.Empty(faults);
        Assert.NotEmpty(bodies);
        var examples = bodies.Where(body => body.Schema is not null).SelectMany(body => body.Examples.Select(example => (body, Result: body.Schema!.Explain(Json(example))))).ToList();
        output.WriteLine($"{bodies.Count} bodies, {examples.Count} examples");
        Assert.Empty(examples.Where(example => example.Result.Verdict != SchemaVerdict.Valid).Select(example => $"{example.body.Pointer}: {string.Join("; ", example.Result.Failures)}"));
    }

    private static byte[] Json(SourceNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "contracts", "RetailSync.Contracts")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "contracts");
    }
}
