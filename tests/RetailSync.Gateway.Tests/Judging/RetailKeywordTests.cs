using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Judging;

/// <summary>What contracts say in the words of retail, over real sockets: whose fields are written, what adds up, what is personal.</summary>
public sealed class RetailKeywordTests
{
    private const string Contract = """
        openapi: 3.1.0
        info: {title: Customers, version: 1.0.0}
        paths:
          /customers/{loyaltyCard}:
            parameters: [{name: loyaltyCard, in: path, required: true, schema: {$ref: '#/components/schemas/Card'}}]
            get:
              operationId: getCustomer
              security: [{oauth: [crm.read]}]
              responses: {'200': {description: The customer.}}
          /customers:
            post:
              operationId: createCustomer
              security: [{oauth: [crm.write]}]
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}
              responses: {'200': {description: Taken.}}
        components:
          schemas:
            Card: {type: string, maxLength: 20, x-data-class: personal}
            Customer:
              type: object
              x-retailsync-sum: {total: /total, of: [/lines/*]}
              properties: {name: {type: string}, tier: {type: string, x-retailsync-owner: loyalty}, store: {type: string, format: gln}}
          securitySchemes:
            oauth:
              type: oauth2
              flows: {clientCredentials: {tokenUrl: 'http://localhost:9100/connect/token', scopes: {crm.read: Read., crm.write: Write.}}}
        """;

    [Theory]
    [InlineData("""{"name":"Anna","store":"9521234000013","total":5,"lines":[2,3]}""", 200, null, null)]
    [InlineData("""{"name":"Anna","tier":"gold"}""", 403, "not-the-owner", "/tier")]
    [InlineData("""{"total":6,"lines":[2,3]}""", 400, "schema-mismatch", "")]
    [InlineData("""{"store":"9521234000014"}""", 400, "schema-mismatch", "/store")]
    public async Task Write_AgainstTheWordsOfRetail_IsRefusedWithItsPlace(string body, int status, string? type, string? place)
    {
        await using var gateway = await StartAsync();

        using var answer = await gateway.Client().PostAsync(new Uri("/crm/v1/customers", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(status == (int)answer.StatusCode, text);
        if (type is not null)
        {
            var problem = JsonNode.Parse(text)!;
            Assert.Equal($"/problems/{type}", (string?)problem["type"]);
            Assert.Equal(place, (string?)problem["errors"]![0]!["instanceLocation"]);
        }
    }

    [Fact]
    public async Task Path_WithPersonalData_StandsInNoRecordAndNoLog()
    {
        using var log = new LogSink();
        await using var gateway = await StartAsync(log);

        // Longer than the contract allows: refused requests are recorded.
        using var answer = await gateway.Client().GetAsync(new Uri("/crm/v1/customers/anna-keller-of-hamburg", UriKind.Relative), TestContext.Current.CancellationToken);
        var id = answer.Headers.GetValues("X-Request-Id").Single();

        // What happened is kept once the answer has left.
        var record = await Deadline.UntilAsync(
            async () =>
            {
                using var found = await gateway.Operators.GetAsync(new Uri($"/_gateway/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
                return found.IsSuccessStatusCode ? await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
            },
            $"request {id} is kept");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("/customers/{loyaltyCard}", record, StringComparison.Ordinal);
        Assert.DoesNotContain("anna-keller-of-hamburg", record, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Messages.Where(message => message.Contains("retailsync", StringComparison.OrdinalIgnoreCase)), message => message.Contains("anna-keller-of-hamburg", StringComparison.Ordinal));
    }

    private static Task<GatewayFixture> StartAsync(LogSink? log = null) => GatewayFixture.StartAsync(
        upstream: FakeUpstream.Returns(200), policies: """{ "validate": {} }""", contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = Contract },
        configureServices: log is null ? null : log.AddTo);
}
