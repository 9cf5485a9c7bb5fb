using RetailSync.Gateway;
using RetailSync.Policies.Authorize;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Authorize;

public sealed class AuthorizePolicyTests
{
    [Fact]
    public async Task OnRequest_AllScopes_GoesOn()
    {
        var exchange = Some.Exchange(operation: Some.Operation(scopes: ["crm.read", "crm.more"]), caller: Some.Caller("web-shop", "crm.read", "crm.more"));

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.False(verdict.IsRefused);
    }

    [Fact]
    public async Task OnRequest_ScopeMissing_NamesIt()
    {
        var exchange = Some.Exchange(operation: Some.Operation("createCustomer", "POST", "/customers", "crm.write"), caller: Some.Caller("web-shop", "crm.read"));

        var refusal = (await Policy().OnRequestAsync(exchange)).Refusal!;

        Assert.Equal(ProblemTypes.InsufficientScope, refusal.Type);
        var header = Assert.Single(refusal.Headers);
        Assert.Equal("WWW-Authenticate", header.Key);
        Assert.Equal("Bearer realm=\"retailsync\", error=\"insufficient_scope\", scope=\"crm.write\"", header.Value.ToString());
        Assert.Equal("'web-shop' lacks a scope of operation 'createCustomer'.", refusal.Reason);
    }

    [Fact]
    public async Task OnRequest_PartOfASet_IsRefused()
    {
        var exchange = Some.Exchange(operation: Some.Operation(scopes: ["crm.read", "crm.consent"]), caller: Some.Caller("web-shop", "crm.read"));

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.True(verdict.IsRefused);
    }

    [Theory]
    [InlineData("a", false)]
    [InlineData("b", false)]
    [InlineData("c", true)]
    public async Task OnRequest_SecondAlternative_IsEnough(string granted, bool goesOn)
    {
        var operation = Some.Operation() with { ScopeAlternatives = [["a", "b"], ["c"]] };
        var exchange = Some.Exchange(operation: operation, caller: Some.Caller("web-shop", granted));

        var verdict = await Policy().OnRequestAsync(exchange);

        Assert.Equal(goesOn, !verdict.IsRefused);
    }

    [Fact]
    public async Task OnRequest_NoAlternative_IsRefused()
    {
        var operation = Some.Operation() with { ScopeAlternatives = [] };
        var exchange = Some.Exchange(operation: operation, caller: Some.Caller("web-shop", "crm.read"));

        var refusal = (await Policy("crm.read").OnRequestAsync(exchange)).Refusal!;

        Assert.Equal("Bearer realm=\"retailsync\", error=\"insufficient_scope\"", Assert.Single(refusal.Headers).Value.ToString());
    }

    [Fact]
    public async Task OnRequest_EmptyAlternative_AdmitsAnyIdentified()
    {
        var operation = Some.Operation() with { ScopeAlternatives = [[]] };

        var identified = await Policy().OnRequestAsync(Some.Exchange(operation: operation, caller: Some.Caller("guest")));
        var nobody = await Policy().OnRequestAsync(Some.Exchange(operation: operation));

        Assert.False(identified.IsRefused);
        Assert.True(nobody.IsRefused);
    }

    [Theory]
    [InlineData("", "wms.feed", true)]
    [InlineData("wms.feed", "wms.feed", false)]
    [InlineData("wms.feed", "wms.read", true)]
    public async Task OnRequest_NoContract_RouteDecides(string needed, string granted, bool refused)
    {
        var exchange = Some.Exchange(caller: Some.Caller("web-shop", granted));

        var verdict = await Policy(needed.Split(' ', StringSplitOptions.RemoveEmptyEntries)).OnRequestAsync(exchange);

        Assert.Equal(refused, verdict.IsRefused);
    }

    [Fact]
    public async Task OnRequest_ContractWithoutOperation_IsRefused()
    {
        var route = new RouteFacts { RouteId = "crm", Contract = new EmptyContract() };
        var policy = new AuthorizePolicy(new AuthorizeOptions { Scopes = ["crm.read"] }, route);

        var verdict = await policy.OnRequestAsync(Some.Exchange(route, caller: Some.Caller("web-shop", "crm.read")));

        Assert.True(verdict.IsRefused);
    }

    [Theory]
    [InlineData("crm.read", true)]
    [InlineData("crm.read extra", false)]
    public async Task OnRequest_RouteScopes_AddToTheContracts(string granted, bool refused)
    {
        var exchange = Some.Exchange(operation: Some.Operation(scopes: ["crm.read"]), caller: Some.Caller("web-shop", granted.Split(' ')));

        var verdict = await Policy("extra").OnRequestAsync(exchange);

        Assert.Equal(refused, verdict.IsRefused);
        if (refused)
        {
            Assert.EndsWith("scope=\"extra crm.read\"", Assert.Single(verdict.Refusal!.Headers).Value.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OnRequest_Allowed_AllocatesNothing()
    {
        var policy = Policy();
        var exchange = Some.Exchange(operation: Some.Operation(scopes: ["crm.read"]), caller: Some.Caller("web-shop", "crm.read"));
        Built.Now(policy.OnRequestAsync(exchange));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Built.Now(policy.OnRequestAsync(exchange));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("crm.read", 0)]
    [InlineData("!", 0)]
    [InlineData("two words", 1)]
    [InlineData("quo\"te", 1)]
    [InlineData("back\\slash", 1)]
    [InlineData("naïve", 1)]
    [InlineData("", 1)]
    public void Options_Scope_HasScopeCharacters(string scope, int faults)
    {
        var found = Built.Faults("authorize", ("Scopes:0", scope));

        Assert.Equal(faults, found.Count);
    }

    private static AuthorizePolicy Policy(params string[] scopes) => new(new AuthorizeOptions { Scopes = scopes }, new RouteFacts { RouteId = "crm" });

    private sealed class EmptyContract : IContract
    {
        public string Id => "crm/customers@1";

        public string Hash => "";

        public string Title => "";

        public string Version => "1.0.0";

        public string File => "";

        public IReadOnlyList<Operation> Operations => [];

        public OperationMatch Match(string method, ReadOnlySpan<char> path) => default;
    }
}
