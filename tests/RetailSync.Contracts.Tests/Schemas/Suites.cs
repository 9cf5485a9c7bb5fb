namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>What <c>.ci/suites</c> has fetched.</summary>
internal static class Suites
{
    /// <summary>Its folder. Where it is missing, the test is skipped; where the environment variable CI is set, it fails.</summary>
    public static string Require()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var suites = Path.Combine(folder.FullName, "suites");
            if (File.Exists(Path.Combine(suites, "json-schema", "complete")))
            {
                return suites;
            }
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, "The suites are not there. '.ci/suites' fetches them.");
        throw new DirectoryNotFoundException("The suites are not there. '.ci/suites' fetches them.");
    }
}
