namespace RetailSync.Gateway.Tests.Judging;

/// <summary>A contract that has something to say about everything: parameters, bodies, statuses.</summary>
internal static class OrdersContract
{
    /// <summary>A sound order.</summary>
    public const string Sound = """{"id":"o-1","lines":[{"sku":"A-1","quantity":2}]}""";

    /// <summary>The contract, by its path below the contracts' folder.</summary>
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["crm/customers.v1.openapi.yaml"] = """
            openapi: 3.1.0
            info: {title: Orders, version: 1.0.0}
            paths:
              /orders:
                get:
                  operationId: listOrders
                  security: [{oauth: [crm.read]}]
                  parameters:
                    - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
                  responses:
                    '200':
                      description: Orders.
                      content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
                post:
                  operationId: placeOrder
                  security: [{oauth: [crm.write]}]
                  requestBody:
                    required: true
                    content:
                      application/json: {schema: {$ref: '#/components/schemas/Order'}}
                      application/octet-stream: {}
                  responses:
                    '201':
                      description: The order.
                      headers: {X-Count: {required: true, schema: {type: integer}}}
                      content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
                    '204': {description: Taken.}
              /orders/{orderId}:
                parameters: [{name: orderId, in: path, required: true, schema: {type: string, pattern: '^o-[0-9]+$'}}]
                get:
                  operationId: getOrder
                  security: [{oauth: [crm.read]}]
                  responses:
                    '200':
                      description: The order.
                      content:
                        application/json: {schema: {$ref: '#/components/schemas/Order'}}
                        text/event-stream: {}
                delete:
                  operationId: cancelOrder
                  security: [{oauth: [crm.write]}]
                  responses: {'204': {description: Gone.}}
            components:
              schemas:
                Order:
                  type: object
                  required: [id, lines]
                  properties:
                    id: {type: string, pattern: '^o-[0-9]+$'}
                    note: {type: string, maxLength: 2000000}
                    lines:
                      type: array
                      maxItems: 1000
                      items:
                        type: object
                        required: [sku, quantity]
                        properties: {sku: {type: string, maxLength: 40}, quantity: {type: integer, minimum: 1}}
                        additionalProperties: false
              securitySchemes:
                oauth:
                  type: oauth2
                  flows: {clientCredentials: {tokenUrl: 'http://localhost:9100/connect/token', scopes: {crm.read: Read., crm.write: Write.}}}
            """,
    };
}
