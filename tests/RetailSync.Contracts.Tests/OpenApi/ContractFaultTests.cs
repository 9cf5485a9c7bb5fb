using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi;

/// <summary>Every fault of a contract, one at a time, with the place where an editor should jump.</summary>
public class ContractFaultTests
{
    [Theory]
    [InlineData("{}", "x.yaml:4:3: The path 'customers' must start with a slash.", "customers")]
    [InlineData("[]", "x.yaml:4:7: The path '/a' must be a mapping, but is a list.", "/a")]
    [InlineData("{get: [], put: {operationId: p, responses: {'200': {description: ok}}}}", "x.yaml:4:13: The operation GET /a must be a mapping, but is a list.", "/a")]
    [InlineData("{x-retailsync-changes: true}", "x.yaml:4:8: The key 'x-retailsync-changes' is not known here. It belongs into an operation.", "/a")]
    [InlineData("{pots: {}}", "x.yaml:4:8: OpenAPI has no key 'pots' here.", "/a")]
    [InlineData("{query: {}}", "x.yaml:4:8: OpenAPI has no key 'query' here.", "/a")]
    [InlineData("{$ref: '#/components/pathItems/P', get: {}}", "x.yaml:4:42: 'get' stands beside '$ref'; what holds then is not defined. Move it to where the reference leads.", "/a")]
    [InlineData("{$ref: '#/components/pathItems/Q'}", "x.yaml:4:14: '#/components/pathItems/Q' leads nowhere in this file.", "/a")]
    public void Read_BadPath_IsFault(string item, string fault, string path)
    {
        var (contract, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths:
              <path>: <item>
            components: {pathItems: {P: {}}}
            """.Replace("<path>", path, StringComparison.Ordinal).Replace("<item>", item, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Equal([fault], faults);
    }

    [Theory]
    [InlineData("", "x.yaml:6:5: 'operationId' is missing; permissions, events and measurements name the operation by it.")]
    [InlineData("operationId: 7", "x.yaml:7:60: 'operationId' must be a text, but is a number; write it in quotes: \"7\".")]
    [InlineData("operationId: first", "x.yaml:7:60: The operationId 'first' is taken already, at line 5, column 24.")]
    [InlineData("operationId: a, deprecated: 'yes'", "x.yaml:7:75: 'deprecated' must be true or false, but is a text.")]
    [InlineData("operationId: a, x-retailsync-changes: 'no'", "x.yaml:7:85: 'x-retailsync-changes' must be true or false, but is a text.")]
    [InlineData("operationId: a, x-retailsync-change: false", "x.yaml:7:63: The key 'x-retailsync-change' is not known here. Known: x-retailsync-changes, x-retailsync-event, x-retailsync-cache.")]
    [InlineData("operationId: a, sumary: x", "x.yaml:7:63: OpenAPI has no key 'sumary' here.")]
    [InlineData("operationId: a, security: {}", "x.yaml:7:73: 'security' must be a list, but is a mapping.")]
    [InlineData("operationId: a, security: [oauth]", "x.yaml:7:74: A security requirement must be a mapping, but is a text.")]
    [InlineData("operationId: a, security: [{oath: [crm.read]}]", "x.yaml:7:75: No security scheme is called 'oath'. Known: oauth, key.")]
    [InlineData("operationId: a, security: [{oauth: crm.read}]", "x.yaml:7:82: The scopes of 'oauth' must be a list, but are a text.")]
    [InlineData("operationId: a, security: [{oauth: [crm.reed]}]", "x.yaml:7:83: No flow of 'oauth' declares the scope 'crm.reed'. Declared: crm.read, crm.write.")]
    [InlineData("operationId: a, security: [{oauth: ['crm.read crm.write']}]", "x.yaml:7:83: A scope of 'oauth' must be a text without spaces.")]
    [InlineData("operationId: a, security: [{key: [role]}]", "x.yaml:7:81: The scheme 'key' is of a type that has no scopes in OpenAPI 3.0; its list must be empty.")]
    public void Read_BadOperation_IsFault(string keys, string fault)
    {
        var (contract, faults) = Documents.Contract(
            """
            openapi: 3.0.3
            info: {title: T, version: 1.0.0}
            paths:
              /a/{id}:
                put: {operationId: first, responses: {'200': {description: ok}}}
                post:
                  {responses: {'200': {description: ok}}, <keys>}
            components:
              securitySchemes:
                oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/t', scopes: {crm.read: r, crm.write: w}}}}
                key: {type: apiKey, in: header, name: X-Key}
            """.Replace("<keys>", keys, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Equal([fault], faults);
    }

    [Theory]
    [InlineData("post", "[]", "x.yaml:7:27: 'x-retailsync-event' must be a mapping, but is a list.")]
    [InlineData("post", "{type: a, key: b}", "x.yaml:7:27: 'data' is missing.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'path:id', data: none, x: 1}", "x.yaml:7:77: The key 'x' is not known here. Known: type, key, data.")]
    [InlineData("post", "{type: retail.customer.v1, key: 'path:id', data: none}", "x.yaml:7:34: 'retail.customer.v1' is no event type; write it like retail.customer.updated.v1: words in lower case with dots, and the major version last.")]
    [InlineData("post", "{type: retail.Customer.made.v1, key: 'path:id', data: none}", "x.yaml:7:34: 'retail.Customer.made.v1' is no event type; write it like retail.customer.updated.v1: words in lower case with dots, and the major version last.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'path:ID', data: none}", "x.yaml:7:54: '/a/{id}' has no parameter 'ID'. It has: id.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'header:x', data: none}", "x.yaml:7:54: 'header:x' names no place of a key; write path:customerId, request:/id or response:/id.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'response:id', data: none}", "x.yaml:7:54: 'response:id' names no place of a key; write path:customerId, request:/id or response:/id.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'response:/~2', data: none}", "x.yaml:7:54: 'response:/~2' names no place of a key; write path:customerId, request:/id or response:/id.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'request:/id', data: none}", "x.yaml:7:54: 'key' is taken from the request, but the operation has no requestBody.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'path:id', data: request}", "x.yaml:7:71: 'data' is taken from the request, but the operation has no requestBody.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'path:id', data: both}", "x.yaml:7:71: 'data' is taken from the request, but the operation has no requestBody.")]
    [InlineData("post", "{type: retail.a.b.v1, key: 'path:id', data: all}", "x.yaml:7:71: 'data' cannot be 'all'. Known: request, response, both, none.")]
    [InlineData("get", "{type: retail.a.b.v1, key: 'path:id', data: none}", "x.yaml:7:27: An operation that changes nothing causes no event. Remove it, or say 'x-retailsync-changes: true'.")]
    public void Read_BadEvent_IsFault(string method, string declaration, string fault)
    {
        var (contract, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths:
              /a/{id}:
                <method>:
                  operationId: a
                  x-retailsync-event: <declaration>
                  responses: {'200': {description: ok}}
            """.Replace("<method>", method, StringComparison.Ordinal).Replace("<declaration>", declaration, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Equal([fault], faults);
    }

    [Theory]
    [InlineData("get", "{}", "x.yaml:7:27: 'maxAge' is missing.")]
    [InlineData("get", "{maxAge: -1}", "x.yaml:7:36: 'maxAge' must be a whole number from 0 to 86400, but is -1.")]
    [InlineData("get", "{maxAge: 86401}", "x.yaml:7:36: 'maxAge' must be a whole number from 0 to 86400, but is 86401.")]
    [InlineData("get", "{maxAge: 60, shared: 'yes'}", "x.yaml:7:48: 'shared' must be true or false, but is a text.")]
    [InlineData("get", "{maxAge: 60, staleIfError: 86401}", "x.yaml:7:54: 'staleIfError' must be a whole number from 0 to 86400, but is 86401.")]
    [InlineData("get", "{maxAge: 60, public: true}", "x.yaml:7:40: The key 'public' is not known here. Known: maxAge, shared, staleIfError.")]
    [InlineData("get", "true", "x.yaml:7:27: 'x-retailsync-cache' must be a mapping, but is a boolean.")]
    [InlineData("post", "{maxAge: 60}", "x.yaml:7:27: Only a GET or HEAD operation that changes nothing has answers that can be kept. Remove it.")]
    public void Read_BadCache_IsFault(string method, string declaration, string fault)
    {
        var (contract, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths:
              /a/{id}:
                <method>:
                  operationId: a
                  x-retailsync-cache: <declaration>
                  responses: {'200': {description: ok}}
            """.Replace("<method>", method, StringComparison.Ordinal).Replace("<declaration>", declaration, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Equal([fault], faults);
    }

    [Theory]
    [InlineData("{maxAge: 0}", 0, false, 0)]
    [InlineData("{maxAge: 60, shared: true, staleIfError: 300}", 60, true, 300)]
    public void Read_Cache_IsOnTheOperation(string declaration, int maxAge, bool shared, int staleIfError)
    {
        var (contract, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths:
              /a:
                get:
                  operationId: a
                  x-retailsync-cache: <declaration>
                  responses: {'200': {description: ok}}
                head: {operationId: b, responses: {'200': {description: ok}}}
            """.Replace("<declaration>", declaration, StringComparison.Ordinal));

        Assert.Empty(faults);
        Assert.Equal([new CacheDeclaration(maxAge, shared, staleIfError), null], contract!.Operations.Select(operation => operation.Cache));
    }

    [Theory]
    [InlineData("$ref: 'other.yaml#/A'", "x.yaml:6:16: 'other.yaml#/A' points outside this file. Files and addresses are never opened: put what it names into this file, under components.")]
    [InlineData("$ref: http://127.0.0.1/a", "x.yaml:6:16: 'http://127.0.0.1/a' points outside this file. Files and addresses are never opened: put what it names into this file, under components.")]
    [InlineData("$ref: ''", "x.yaml:6:16: '' points outside this file. Files and addresses are never opened: put what it names into this file, under components.")]
    [InlineData("$ref: '#/components/schemas/Nope'", "x.yaml:6:16: '#/components/schemas/Nope' leads nowhere in this file.")]
    [InlineData("$ref: '#nope'", "x.yaml:6:16: No '$anchor' in this file is called 'nope'.")]
    [InlineData("$ref: '#/components/schemas/A'", "x.yaml:6:16: '#/components/schemas/A' leads back to itself through references alone.")]
    [InlineData("properties: {default: {$ref: x.json}}", "x.yaml:6:39: 'x.json' points outside this file. Files and addresses are never opened: put what it names into this file, under components.")]
    [InlineData("items: [{allOf: [{$ref: x.json}]}]", "x.yaml:6:34: 'x.json' points outside this file. Files and addresses are never opened: put what it names into this file, under components.")]
    public void Read_BadReference_IsFault(string schema, string fault)
    {
        var (contract, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths: {/a: {get: {operationId: a, responses: {'200': {description: ok}}}}}
            components:
              schemas:
                A: { <schema> }
            """.Replace("<schema>", schema, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.Contains(fault, faults);
    }

    [Theory]
    [InlineData("example: {$ref: x.json}")]
    [InlineData("const: {$ref: x.json}")]
    [InlineData("enum: [{$ref: x.json}]")]
    [InlineData("default: {$ref: x.json}")]
    [InlineData("examples: [{$ref: x.json}]")]
    [InlineData("x-note: {$ref: x.json}")]
    [InlineData("properties: {$ref: {type: string}}")]
    [InlineData("$id: 'https://example.com/a', $ref: '#/$defs/b', $defs: {b: {}}")]
    [InlineData("properties: {a: {$ref: '#/components/schemas/A'}}")]
    [InlineData("properties: {a: {$ref: '#/paths/~1a~1%7Bid%7D/get/responses/200'}}")]
    public void Read_WhatOnlyLooksLikeABadReference_IsFine(string schema)
    {
        var (_, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths: {'/a/{id}': {get: {operationId: a, responses: {'200': {description: ok}}}}}
            components:
              schemas:
                A: { <schema> }
            """.Replace("<schema>", schema, StringComparison.Ordinal));

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("get: {operationId: a, responses: {'2000': {description: ok}}}", "x.yaml:5:")]
    [InlineData("get: {operationId: a, responses: {'200': {}}}", "x.yaml:5:")]
    [InlineData("get: {operationId: a, responses: {}}", "x.yaml:5:")]
    [InlineData("get: {operationId: a, parameters: [{name: q, in: qery}], responses: {'200': {description: ok}}}", "x.yaml:5:")]
    [InlineData("get: {operationId: a, parameters: [{name: q, in: path, required: true, schema: {}}], responses: {'200': {description: ok}}}", "x.yaml:5:")]
    [InlineData("get: {operationId: a, parameters: [{name: q, in: query, required: 'yes', schema: {}}], responses: {'200': {description: ok}}}", "x.yaml:1:1:")]
    public void Read_WhatTheLibraryFinds_IsFaultThere(string item, string place)
    {
        var (contract, faults) = Documents.Contract($"openapi: 3.0.3\ninfo: {{title: T, version: 1.0.0}}\npaths:\n  /a:\n    {item}\n");

        Assert.Null(contract);
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.StartsWith(place, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_TemplatesOfOneShape_NamesBoth()
    {
        var (_, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths:
              /a/{id}/b: {get: {operationId: a, responses: {'200': {description: ok}}}}
              /a/{key}/b: {put: {operationId: b, responses: {'200': {description: ok}}}, get: {operationId: c, responses: {'200': {description: ok}}}}
              x-note: {}
            """);

        Assert.Equal(["x.yaml:5:3: '/a/{key}/b' fits the same paths as '/a/{id}/b' at line 4, column 3; only the parameters' names differ, and both have GET. Put both into one."], faults);
    }

    [Fact]
    public void Read_NoPaths_IsFault()
    {
        var (_, faults) = Documents.Contract("openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {x-note: 1}\n");

        Assert.Equal(["x.yaml:3:8: 'paths' is empty: the contract has no operation."], faults);
    }

    [Theory]
    [InlineData("{type: oauth, flows: {}}", "x.yaml:6:17: 'oauth' is no type of security scheme. Known: apiKey, http, mutualTLS, oauth2, openIdConnect.")]
    [InlineData("{type: oauth2}", "x.yaml:6:10: 'flows' is missing.")]
    [InlineData("[]", "x.yaml:6:10: The security scheme 'key' must be a mapping, but is a list.")]
    public void Read_BadSecurityScheme_IsFault(string scheme, string fault)
    {
        var (_, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 1.0.0}
            paths: {/a: {get: {operationId: a, responses: {'200': {description: ok}}}}}
            components:
              securitySchemes:
                key: <scheme>
            """.Replace("<scheme>", scheme, StringComparison.Ordinal));

        Assert.Contains(fault, faults);
    }

    [Fact]
    public void Read_SeveralFaults_AreAllTold()
    {
        var (_, faults) = Documents.Contract(
            """
            openapi: 3.1.0
            info: {title: T, version: 2.0.0}
            security: [{nobody: []}]
            paths:
              /a: {get: {responses: {'200': {description: ok}}}}
              b: {}
            info: {}
            """);

        Assert.Equal(
            ["x.yaml:2:27", "x.yaml:3:13", "x.yaml:5:8", "x.yaml:6:3", "x.yaml:7:1"],
            faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }
}
