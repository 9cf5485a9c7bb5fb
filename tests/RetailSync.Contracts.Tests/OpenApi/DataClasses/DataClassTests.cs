namespace RetailSync.Contracts.Tests.OpenApi.DataClasses;

/// <summary><c>x-data-class</c>: which names of an operation are masked.</summary>
public sealed class DataClassTests
{
    private const string Contract = """
        openapi: 3.1.0
        info: { title: Customers, version: 1.0.0 }
        security: []
        paths:
          /customers/{email}:
            parameters:
              - { name: email, in: path, required: true, x-data-class: personal, schema: { type: string } }
              - { $ref: '#/components/parameters/Phone' }
            put:
              operationId: put
              requestBody: { $ref: '#/components/requestBodies/Customer' }
              responses:
                '200': { $ref: '#/components/responses/Receipt' }
          /health:
            get: { operationId: health, responses: { '200': { description: Fine., content: { application/json: { schema: { type: object, properties: { state: { type: string } } } } } } } }
        components:
          parameters:
            Phone: { name: X-Phone, in: header, schema: { $ref: '#/components/schemas/Phone' } }
          requestBodies:
            Customer: { content: { application/json: { schema: { $ref: '#/components/schemas/Customer' } } } }
          responses:
            Receipt: { description: Taken., content: { application/json: { schema: { type: array, items: { properties: { token: { type: string, x-data-class: secret }, at: { type: string } } } } } } }
          schemas:
            Phone: { type: string, x-data-class: sensitive }
            Address: { x-data-class: personal, properties: { street: {}, country: { x-data-class: public }, geo: { properties: { lat: {} } } } }
            Customer:
              properties:
                id: { type: string }
                phones: { items: { $ref: '#/components/schemas/Phone' } }
                other: { allOf: [{ $ref: '#/components/schemas/Phone' }], description: Another. }
                home: { $ref: '#/components/schemas/Address' }
                billing: { $ref: '#/components/schemas/Address', x-data-class: public }
                spouse: { $ref: '#/components/schemas/Customer' }
                card: { oneOf: [{ properties: { pan: { x-data-class: secret }, brand: {} } }, { type: 'null' }] }
                extra: { additionalProperties: { properties: { note: { x-data-class: personal } } } }
        """;

    [Fact]
    public void Read_Classes_AreFoundThroughEverything()
    {
        var operation = Documents.GoodContract(Contract).Operations.Single(one => one.Id == "put");

        Assert.Equal(["X-Phone", "email", "geo", "home", "lat", "note", "other", "pan", "phones", "street", "token"], operation.SensitiveNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_OperationWithoutClasses_HasNoNames() => Assert.Empty(Documents.GoodContract(Contract).Operations.Single(one => one.Id == "health").SensitiveNames);

    [Theory]
    [InlineData("token: { type: string, x-data-class: secret", "token: { type: string, x-data-class: private", "'x-data-class' must be one of public, personal, sensitive and secret, but is a text (private).")]
    [InlineData("x-data-class: sensitive", "x-data-class: true", "'x-data-class' must be one of public, personal, sensitive and secret")]
    public void Read_OtherClass_IsAFaultWithItsPlace(string right, string wrong, string message)
    {
        var (contract, faults) = Documents.Contract(Contract.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Contains(message, Assert.Single(faults), StringComparison.Ordinal);
        Assert.StartsWith("x.yaml:", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooManyNames_IsAFault()
    {
        var many = string.Join(", ", Enumerable.Range(0, 2_100).Select(number => $"p{number}: {{}}"));

        var (contract, faults) = Documents.Contract(Contract.Replace("street: {}", many, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Contains("is too much to find what 'x-data-class' says", Assert.Single(faults), StringComparison.Ordinal);
    }
}
