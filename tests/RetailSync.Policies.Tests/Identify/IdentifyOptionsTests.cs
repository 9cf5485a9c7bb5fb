using RetailSync.Policies.Identify;

namespace RetailSync.Policies.Tests.Identify;

public sealed class IdentifyOptionsTests
{
    [Fact]
    public void Options_Default_AcceptAll()
    {
        var options = new IdentifyOptions();

        Assert.True(options.AcceptsTokens);
        Assert.True(options.AcceptsApiKeys);
        Assert.True(options.AcceptsCertificates);
    }

    [Theory]
    [InlineData("jwt", true, false, false)]
    [InlineData("api-key", false, true, false)]
    [InlineData("mtls", false, false, true)]
    public void Options_OneScheme_IsTheOnlyOne(string scheme, bool tokens, bool keys, bool certificates)
    {
        var options = new IdentifyOptions { Schemes = [scheme] };

        Assert.Equal((tokens, keys, certificates), (options.AcceptsTokens, options.AcceptsApiKeys, options.AcceptsCertificates));
    }

    [Theory]
    [InlineData("jwt", 0)]
    [InlineData("api-key", 0)]
    [InlineData("mtls", 0)]
    [InlineData("JWT", 1)]
    [InlineData("basic", 1)]
    public void Options_Scheme_IsKnown(string scheme, int faults)
    {
        var found = Built.Faults("identify", ("Schemes:0", scheme));

        Assert.Equal(faults, found.Count);
        Assert.All(found, fault => Assert.Contains($"'{scheme}' is not a scheme", fault.Message, StringComparison.Ordinal));
    }
}
