using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RetailSync.Sandbox.Tests.Tokens;

public sealed class TokenServerTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Token_NoScopeAsked_GrantsAllOfTheLandscape()
    {
        var (status, body) = await AskAsync("web-shop", "sandbox-secret");

        var token = new JsonWebToken((string)body["access_token"]!);
        Assert.Equal(200, status);
        Assert.Equal(("at+jwt", "RS256"), (token.Typ, token.Alg));
        Assert.Equal(sandbox.Host.TokenServer.AbsoluteUri, token.Issuer);
        Assert.Equal(["retailsync"], token.Audiences);
        Assert.Equal("web-shop", token.GetPayloadValue<string>("client_id"));
        Assert.Equal("crm.read oms.write", token.GetPayloadValue<string>("scope"));
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.IssuedAt);
    }

    [Fact]
    public async Task Token_OneScopeAsked_GrantsThatOne()
    {
        var (_, body) = await AskAsync("web-shop", "sandbox-secret", ("scope", "crm.read"));

        Assert.Equal("crm.read", new JsonWebToken((string)body["access_token"]!).GetPayloadValue<string>("scope"));
    }

    [Fact]
    public async Task Token_ScopeNotAllowed_IsInvalidScope()
    {
        var (status, body) = await AskAsync("web-shop", "sandbox-secret", ("scope", "crm.read payment.refund"));

        Assert.Equal((400, "invalid_scope"), (status, (string)body["error"]!));
        Assert.Contains("payment.refund", (string)body["error_description"]!);
    }

    [Fact]
    public async Task Token_ConsumerWithoutScopes_HasNoScopeClaim()
    {
        var (status, body) = await AskAsync("guest", "sandbox-secret");

        Assert.Equal(200, status);
        Assert.False(new JsonWebToken((string)body["access_token"]!).TryGetPayloadValue<string>("scope", out _));
    }

    [Theory]
    [InlineData("web-shop", "wrong")]
    [InlineData("nobody", "sandbox-secret")]
    [InlineData("retailsync-gateway", "sandbox-secret")]
    public async Task Token_WrongClientOrSecret_IsInvalidClient(string client, string secret)
    {
        var (status, body) = await AskAsync(client, secret);

        Assert.Equal((401, "invalid_client"), (status, (string)body["error"]!));
    }

    [Fact]
    public async Task Token_SecretInForm_IsAccepted()
    {
        using var client = new HttpClient { BaseAddress = sandbox.Host.TokenServer };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "web-shop",
            ["client_secret"] = "sandbox-secret",
        });

        using var response = await client.PostAsync("connect/token", form, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Token_SignedByPublishedKey_Validates()
    {
        var (_, body) = await AskAsync("web-shop", "sandbox-secret");
        using var client = new HttpClient { BaseAddress = sandbox.Host.TokenServer };

        var discovery = JsonNode.Parse(await client.GetStringAsync(".well-known/openid-configuration", TestContext.Current.CancellationToken))!;
        var keys = new JsonWebKeySet(await client.GetStringAsync((string)discovery["jwks_uri"]!, TestContext.Current.CancellationToken));
        var judged = await new JsonWebTokenHandler().ValidateTokenAsync((string)body["access_token"]!, new TokenValidationParameters
        {
            ValidIssuer = (string)discovery["issuer"]!,
            ValidAudience = "retailsync",
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidateLifetime = false,
        });

        Assert.True(judged.IsValid, judged.Exception?.Message);
    }

    [Fact]
    public async Task Token_AfterRestart_IsSignedByTheSameKey()
    {
        var (_, body) = await AskAsync("web-shop", "sandbox-secret");

        await using var second = await SandboxHost.StartAsync(sandbox.Options(), TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = second.TokenServer };
        var keys = new JsonWebKeySet(await client.GetStringAsync(".well-known/jwks", TestContext.Current.CancellationToken));

        Assert.Equal([new JsonWebToken((string)body["access_token"]!).Kid], keys.Keys.Select(key => key.Kid));
    }

    [Fact]
    public async Task Landscape_ConsumerAddedWhileRunning_GetsTokens()
    {
        var (before, _) = await AskAsync("late-comer", "sandbox-secret");
        await File.WriteAllTextAsync(
            Path.Combine(Path.GetDirectoryName(sandbox.LandscapeFile)!, "more.yaml"),
            "consumers:\n  - {id: late-comer, name: Late, owner: digital-team, scopes: [pim.read]}\n",
            TestContext.Current.CancellationToken);

        var (after, body) = await AskAsync("late-comer", "sandbox-secret");

        Assert.Equal((401, 200), (before, after));
        Assert.Equal("pim.read", new JsonWebToken((string)body["access_token"]!).GetPayloadValue<string>("scope"));
    }

    [Fact]
    public async Task Finance_TokenOfTheGateway_IsAccepted()
    {
        var (_, body) = await AskAsync("retailsync-gateway", sandbox.Secret("finance"));

        var status = await CallFinanceAsync((string)body["access_token"]!);

        Assert.NotEqual(401, status);
        Assert.Equal(["finance"], new JsonWebToken((string)body["access_token"]!).Audiences);
    }

    [Fact]
    public async Task Finance_TokenOfAConsumer_Is401()
    {
        var (_, body) = await AskAsync("web-shop", "sandbox-secret");

        Assert.Equal(401, await CallFinanceAsync((string)body["access_token"]!));
    }

    private async Task<int> CallFinanceAsync(string token)
    {
        using var finance = new SystemClient(new HttpClient { BaseAddress = sandbox.Host.Systems["finance"] });
        return (await finance.SendAsync("GET", "/v1/nothing-of-this-name", null, ("Authorization", "Bearer " + token))).Status;
    }

    private async Task<(int Status, JsonNode Body)> AskAsync(string id, string secret, params (string Name, string Value)[] more)
    {
        using var client = new HttpClient { BaseAddress = sandbox.Host.TokenServer };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), .. more.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var response = await client.PostAsync("connect/token", form, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
