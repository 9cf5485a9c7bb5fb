namespace RetailSync.Testing;

/// <summary>The files of a small gateway: one system <c>crm</c>, one contract, three consumers. A test replaces the one that it is about.</summary>
public static class GatewayTexts
{
    /// <summary>
    /// One route to <c>crm</c>. <c>{{upstream}}</c>, <c>{{issuer}}</c> and <c>{{policies}}</c> are filled in by the fixture, in this text and in a test's own.
    /// </summary>
    public const string Yarp = """
        {
          "Identity": {
            "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }]
          },
          "ReverseProxy": {
            "Routes": {
              "crm": {
                "ClusterId": "crm",
                "Match": { "Path": "/crm/v1/{**rest}" },
                "Metadata": { "Contract": "crm/customers@1" },
                "Transforms": [{ "PathRemovePrefix": "/crm" }],
                "Policies": {{policies}}
              }
            },
            "Clusters": {
              "crm": { "Destinations": { "one": { "Address": "{{upstream}}" } } }
            }
          }
        }
        """;

    /// <summary>The contract <c>crm/customers@1</c>: reads need <c>crm.read</c>, changes <c>crm.write</c>.</summary>
    public const string CrmContract = """
        openapi: 3.1.0
        info: {title: Customers, version: 1.0.0}
        paths:
          /customers:
            get:
              operationId: listCustomers
              security: [{oauth: [crm.read]}]
              responses: {'200': {description: A page.}}
            post:
              operationId: createCustomer
              security: [{oauth: [crm.write]}]
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: The customer.}}
          /customers/{customerId}:
            parameters: [{name: customerId, in: path, required: true, schema: {type: string}}]
            get:
              operationId: getCustomer
              security: [{oauth: [crm.read]}]
              responses: {'200': {description: The customer.}}
            put:
              operationId: replaceCustomer
              security: [{oauth: [crm.write]}]
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: The customer.}}
            delete:
              operationId: removeCustomer
              security: [{oauth: [crm.write]}]
              responses: {'204': {description: Gone.}}
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows: {clientCredentials: {tokenUrl: 'http://localhost:9100/connect/token', scopes: {crm.read: Read customers., crm.write: Change customers.}}}
        """;

    /// <summary>The landscape: <c>web-shop</c> may do everything, <c>store-pos</c> may read, <c>guest</c> may nothing.</summary>
    public const string Landscape = """
        teams: [{id: customer-team, name: Customer team, contact: customer-team@example.com}]
        systems: [{id: crm, name: Customer relationship management, owner: customer-team}]
        apis:
          - id: crm/customers
            system: crm
            versions: [{number: 1, contract: crm/customers@1, stage: active}]
        consumers:
          - {id: web-shop, name: Web shop, owner: customer-team, scopes: [crm.read, crm.write, gateway.explain]}
          - {id: store-pos, name: Tills, owner: customer-team, scopes: [crm.read]}
          - {id: guest, name: Guest, owner: customer-team}
        """;
}
