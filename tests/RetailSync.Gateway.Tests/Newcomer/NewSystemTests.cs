using System.Net;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Newcomer;

public sealed class NewSystemTests
{
    private const string Contract = """
        openapi: 3.1.0
        info: {title: Gift cards, version: 1.0.0}
        paths:
          /cards/{cardId}:
            parameters: [{name: cardId, in: path, required: true, schema: {type: string}}]
            get:
              operationId: getCard
              security: [{oauth: [giftcard.read]}]
              responses: {'200': {description: The card.}}
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows: {clientCredentials: {tokenUrl: 'http://localhost:9100/connect/token', scopes: {giftcard.read: Read cards.}}}
        """;

    private const string Landscape = """
        teams: [{id: card-team, name: Card team, contact: card-team@example.com}]
        systems: [{id: giftcard, name: Gift cards, owner: card-team}]
        apis:
          - id: giftcard/cards
            system: giftcard
            versions: [{number: 1, contract: giftcard/cards@1, stage: active}]
        consumers: [{id: web-shop, name: Web shop, owner: card-team, scopes: [giftcard.read]}]
        """;

    private const string Yarp = """
        {
          "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
          "ReverseProxy": {
            "Routes": {
              "giftcard-v1": {
                "ClusterId": "giftcard",
                "Match": { "Path": "/giftcard/v1/{**rest}" },
                "Metadata": { "Contract": "giftcard/cards@1" },
                "Transforms": [{ "PathRemovePrefix": "/giftcard" }]
              }
            },
            "Clusters": { "giftcard": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    [Fact]
    public async Task NewSystem_ContractAndAFewLines_AnswersThroughTheGateway()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            Yarp, landscape: Landscape, contracts: new Dictionary<string, string> { ["giftcard/cards.v1.openapi.yaml"] = Contract });
        using var client = gateway.Client("web-shop", "giftcard.read");
        using var anonymous = gateway.Anonymous();

        using var answer = await client.GetAsync("/giftcard/v1/cards/77", TestContext.Current.CancellationToken);
        using var refused = await anonymous.GetAsync("/giftcard/v1/cards/77", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/v1/cards/77", gateway.Upstream.Requests[0].RawTarget);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
