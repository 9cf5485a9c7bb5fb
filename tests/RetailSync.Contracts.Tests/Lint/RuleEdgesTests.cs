namespace RetailSync.Contracts.Tests.Lint;

/// <summary>Where rules begin and end: beside the examples of the pages, what is just found and just not.</summary>
public sealed class RuleEdgesTests
{
    [Theory]
    [InlineData("RS-101", "/order-lines/{lineId}", 0)]
    [InlineData("RS-101", "/orders/{order_id}", 0)]
    [InlineData("RS-101", "/order_lines", 1)]
    [InlineData("RS-101", "/openapi.json", 0)]
    [InlineData("RS-101", "/Orders/Lines", 2)]
    [InlineData("RS-102", "/stock/{sku}", 0)]
    [InlineData("RS-102", "/address/{id}", 1)]
    [InlineData("RS-102", "/status/{id}", 1)]
    [InlineData("RS-102", "/order/{id}/line/{line}", 2)]
    [InlineData("RS-102", "/order", 0)]
    [InlineData("RS-103", "/getOrders", 1)]
    [InlineData("RS-103", "/orders/{id}/update", 1)]
    [InlineData("RS-103", "/store-locations", 0)]
    [InlineData("RS-103", "/new-arrivals", 0)]
    [InlineData("RS-103", "/updates", 0)]
    [InlineData("RS-104", "/orders/{id}/cancel", 1)]
    [InlineData("RS-104", "/cancel/{id}", 0)]
    public void Paths(string rule, string path, int expected) =>
        Assert.Equal(expected, Linting.Of(rule, $"openapi: 3.1.0\npaths: {{ '{path}': {{ get: {{ operationId: a }} }} }}").Length);

    [Theory]
    [InlineData("retail.order.shipped.v1", 0)]
    [InlineData("retail.order.paid.v12", 0)]
    [InlineData("retail.return.label-sent.v1", 0)]
    [InlineData("retail.order.partially-shipped.v1", 0)]
    [InlineData("retail.order.ship.v1", 1)]
    [InlineData("retail.order.shipped", 1)]
    [InlineData("retail.order.line.shipped.v1", 1)]
    [InlineData("Retail.order.shipped.v1", 1)]
    [InlineData("retail.order.shipped.v0", 1)]
    public void EventTypes(string type, int expected)
    {
        var yaml = $"openapi: 3.1.0\npaths: {{ /orders: {{ post: {{ operationId: a, x-retailsync-event: {{ type: {type}, key: 'response:/id', data: none }} }} }} }}";
        var events = $"asyncapi: 3.0.0\ncomponents: {{ messages: {{ A: {{ headers: {{ properties: {{ ce_type: {{ const: {type} }} }} }} }} }} }}";

        Assert.Equal((expected, expected), (Linting.Of("RS-109", yaml).Length, Linting.Of("RS-109", events).Length));
    }

    [Theory]
    [InlineData("RS-201", "info: { version: 1.0.0-rc.1+build }", 0)]
    [InlineData("RS-201", "info: { version: v1.0.0 }", 1)]
    [InlineData("RS-201", "info: { version: 01.0.0 }", 1)]
    [InlineData("RS-202", "servers: [{ url: 'https://x.example/api/v1' }]\npaths: { /orders: {} }", 0)]
    [InlineData("RS-202", "paths: { /v1/orders: {}, /v1/stock: {} }", 0)]
    [InlineData("RS-202", "servers: [{ url: /v1 }]\npaths: { /orders: { get: { parameters: [{ name: api-version, in: query }] } } }", 1)]
    [InlineData("RS-202", "paths: { /v1/orders: { get: { parameters: [{ name: Api-Version, in: header }] } } }", 2)]
    [InlineData("RS-203", "paths: { /orders: { get: { parameters: [{ name: a, in: query, deprecated: true }] } } }", 1)]
    [InlineData("RS-203", "components: { schemas: { A: { properties: { b: { deprecated: true } } } } }", 1)]
    [InlineData("RS-204", "paths: { /orders: { get: { x-sunset: 2027-01-01 } } }", 1)]
    [InlineData("RS-204", "paths: { /orders: { get: { deprecated: true, x-sunset: '2027-02-30' } } }", 1)]
    [InlineData("RS-204", "paths: { /orders: { get: { deprecated: true, x-sunset: '2027-02-01T00:00:00Z' } } }", 0)]
    [InlineData("RS-301", "security: [{ a: [] }]\npaths: { /orders: { get: {} } }", 0)]
    [InlineData("RS-302", "components: { securitySchemes: { a: { type: apiKey } } }\npaths: { /orders: { get: { security: [{ a: [] }] } } }", 0)]
    [InlineData("RS-302", "components: { securitySchemes: { a: { type: openIdConnect } } }\npaths: { /orders: { get: { security: [{ a: [] }] } } }", 1)]
    [InlineData("RS-303", "components: { securitySchemes: { a: { type: apiKey, in: cookie, name: k } } }", 0)]
    [InlineData("RS-304", "paths: { /orders: { get: { parameters: [{ name: pageToken, in: query }, { name: apiKey, in: query }, { name: token, in: header }] } } }", 1)]
    [InlineData("RS-305", "servers: [{ url: 'http://localhost:9000' }, { url: /orders }, { url: 'http://127.0.0.1' }]", 0)]
    [InlineData("RS-307", "paths: { /orders: { get: { security: [{ a: [b] }], responses: { 4XX: {} } } } }", 0)]
    [InlineData("RS-307", "paths: { /orders: { get: { security: [{ a: [b] }, {}], responses: {} } } }", 0)]
    public void Documents_AsAWhole(string rule, string yaml, int expected) => Assert.Equal(expected, Linting.Of(rule, $"openapi: 3.1.0\n{yaml}").Length);

    [Theory]
    [InlineData("RS-402", "{ type: string, enum: [a] }", 0)]
    [InlineData("RS-402", "{ type: string, pattern: '^[a-z]{3}$' }", 0)]
    [InlineData("RS-402", "{ type: string, pattern: '^[a-z]+$' }", 1)]
    [InlineData("RS-402", "{ type: [string, 'null'], format: email }", 1)]
    [InlineData("RS-402", "{ type: string, format: date-time }", 0)]
    [InlineData("RS-403", "{ type: array, items: { type: array, maxItems: 1 } }", 1)]
    [InlineData("RS-403", "{ type: array, prefixItems: [{}], items: false }", 0)]
    [InlineData("RS-404", "{ type: string, format: gtin }", 0)]
    [InlineData("RS-404", "{ type: integer, format: int23 }", 1)]
    [InlineData("RS-405", "{ properties: { taxRate: { type: number }, totalWeight: { type: number } } }", 0)]
    [InlineData("RS-405", "{ properties: { total_amount: { type: number }, price: { type: [number, 'null'] } } }", 2)]
    [InlineData("RS-406", "{ properties: { amount: { type: integer }, currency: { enum: [EUR, SEK] } } }", 0)]
    [InlineData("RS-406", "{ properties: { amount: { type: number }, currency: { type: string, format: iso-4217 } } }", 1)]
    [InlineData("RS-406", "{ properties: { amount: { type: integer }, currency: { enum: [euro] } } }", 1)]
    [InlineData("RS-407", "{ properties: { price: { type: integer }, priceCurrency: { type: string } } }", 0)]
    [InlineData("RS-407", "{ properties: { totalItems: { type: integer } } }", 0)]
    [InlineData("RS-408", "{ properties: { GTIN: { type: string }, store_id: { type: string, format: gln }, skus: { type: string } } }", 1)]
    [InlineData("RS-409", "{ type: string, format: gtin-13, enum: ['4006381333931', '4006381333930'] }", 1)]
    [InlineData("RS-409", "{ type: string, format: sscc, const: '106141412345678908' }", 0)]
    [InlineData("RS-409", "{ type: string, format: gtin, examples: ['73513537', '614141000036', '10614141000415'] }", 0)]
    [InlineData("RS-410", "{ type: string, format: date, default: tomorrow }", 1)]
    [InlineData("RS-410", "{ type: object, properties: { a: { type: integer } }, example: { a: x } }", 1)]
    [InlineData("RS-414", "{ enum: [only] }", 0)]
    [InlineData("RS-415", "{ properties: { createdAt: { type: string, format: date-time }, at: { type: string }, birthDate: { type: string } } }", 1)]
    [InlineData("RS-415", "{ properties: { updatedAt: { type: integer } } }", 0)]
    public void Schemas_InARequest(string rule, string schema, int expected)
    {
        var yaml = $"openapi: 3.1.0\npaths: {{ /orders: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }}";

        Assert.Equal(expected, Linting.Of(rule, yaml).Length);
    }

    [Theory]
    [InlineData("RS-413", "post", "/orders", "", 1)]
    [InlineData("RS-413", "post", "/orders/search", "", 0)]
    [InlineData("RS-413", "post", "/orders", "x-retailsync-changes: false", 0)]
    [InlineData("RS-413", "put", "/orders", "", 0)]
    [InlineData("RS-413", "post", "/orders/{id}/notes", "", 0)]
    [InlineData("RS-413", "post", "/captures/{id}/refunds", "parameters: [{ name: idempotency-key, in: header }]", 0)]
    [InlineData("RS-401", "get", "/orders", "responses: { '400': { description: a } }", 1)]
    [InlineData("RS-401", "get", "/orders", "responses: { default: { description: a } }", 0)]
    [InlineData("RS-401", "get", "/orders", "responses: { '200': {}, default: { description: a } }", 1)]
    [InlineData("RS-401", "head", "/orders", "responses: { '404': { description: a } }", 0)]
    [InlineData("RS-401", "get", "/orders", "responses: { 5XX: { content: { application/problem+json; charset=utf-8: {} } } }", 0)]
    [InlineData("RS-703", "delete", "/orders/{id}", "", 1)]
    [InlineData("RS-703", "get", "/orders/{id}", "", 0)]
    public void Operations(string rule, string method, string path, string operation, int expected) =>
        Assert.Equal(expected, Linting.Of(rule, $"openapi: 3.1.0\npaths: {{ '{path}': {{ {method}: {{ operationId: a, {operation} }} }} }}").Length);

    [Theory]
    [InlineData("erp/articles.v1.openapi.yaml", "", 0)]
    [InlineData("pim/articles.v1.openapi.yaml", "", 1)]
    [InlineData("pim/articles.v1.openapi.yaml", ", readOnly: true", 0)]
    [InlineData("pim/articles.v1.openapi.yaml", ", x-retailsync-owner: erp", 0)]
    [InlineData("articles.v1.openapi.yaml", "", 0)]
    public void ForeignFields(string file, string extra, int expected)
    {
        var yaml = $"openapi: 3.1.0\npaths: {{ /articles: {{ put: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ properties: {{ costCentre: {{ type: string{extra} }} }} }} }} }} }} }} }} }}";

        Assert.Equal(expected, Linting.Of("RS-602", yaml, file).Length);
    }

    [Theory]
    [InlineData("{ kafka: { key: { type: string } } }", 0)]
    [InlineData("{ kafka: {} }", 1)]
    public void EventKeys_OfKafka(string bindings, int expected)
    {
        var yaml = $"asyncapi: 3.0.0\nservers: {{ a: {{ host: a, protocol: kafka-secure }} }}\ncomponents: {{ messages: {{ A: {{ payload: {{}}, bindings: {bindings} }} }} }}";

        Assert.Equal(expected, Linting.Of("RS-702", yaml).Length);
    }
}
