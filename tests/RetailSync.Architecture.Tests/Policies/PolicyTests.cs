using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Policies;

public sealed class PolicyTests
{
    [Fact]
    public void Policies_All_DoNotNameEachOther()
    {
        Assert.True(Repository.ProductSources.Any(file => file.Path.StartsWith(PolicyRules.Folder, StringComparison.Ordinal)), $"{PolicyRules.Folder} holds no source.");

        Faults.AssertNone(PolicyRules.Mentions(Repository.ProductSources));
    }

    [Fact]
    public void Policies_All_HaveAConformanceClass() =>
        Faults.AssertNone(PolicyRules.WithoutConformance(BuiltIn.All(), Repository.Sources.Where(file => Repository.IsTestOrBench(file.Path))));

    [Theory]
    [InlineData("using RetailSync.Policies.Quota;", 1)]
    [InlineData("var store = new QuotaStore();", 1)]
    [InlineData("var limit = QuotaOptions.Default;", 1)]
    [InlineData("RetailSync.Policies.Quota.QuotaStore? store;", 1)]
    [InlineData("using RetailSync.Policies.Shared; // like QuotaStore", 0)]
    [InlineData("var quota = new Clock();", 0)]
    public void Mentions_Sample_IsFlagged(string line, int expected)
    {
        TextFile[] sources =
        [
            new($"{PolicyRules.Folder}Quota/QuotaPolicy.cs", "namespace RetailSync.Policies.Quota;\nclass QuotaPolicy;\nclass QuotaStore;\nclass QuotaOptions;"),
            new($"{PolicyRules.Folder}Shared/Clock.cs", "namespace RetailSync.Policies.Shared;\nclass Clock;"),
            new($"{PolicyRules.Folder}Other/OtherPolicy.cs", $"{line}\nclass OtherPolicy;"),
        ];

        Assert.Equal(expected, PolicyRules.Mentions(sources).Count());
    }

    [Theory]
    [InlineData("public sealed class RateLimitConformance : PolicyConformance<RateLimitFixture>;", 0)]
    [InlineData("public sealed class RateConformance(ITestOutputHelper output) : RetailSync.Testing.PolicyConformance<RateFixture>(output);", 0)]
    [InlineData("public sealed class RateLimitConformance : Something<RateLimitFixture>;", 1)]
    [InlineData("// class RateLimitConformance : PolicyConformance<RateLimitFixture>", 1)]
    public void WithoutConformance_Sample_IsFlagged(string source, int expected) =>
        Assert.Equal(expected, PolicyRules.WithoutConformance([new("rate-limit", "RatePolicy")], [new("tests/A.cs", source)]).Count());

    [Fact]
    public void Parse_Table_FindsIdsAndTypes()
    {
        var table = new TextFile("BuiltInPolicies.cs", """
            services
                .AddPolicy<QuotaPolicy, QuotaOptions, QuotaOptionsValidator>("quota", RequestStage.Admit)
                .AddPolicy<LifePolicy, LifeOptions, LifeOptionsValidator>(
                    new PolicyDescriptor("life-cycle", RequestStage.Life, ResponseStage.Judge, PolicyUse.EveryRoute));
            """);

        Assert.Equal([new BuiltIn("quota", "QuotaPolicy"), new BuiltIn("life-cycle", "LifePolicy")], BuiltIn.Parse(table));
    }
}
