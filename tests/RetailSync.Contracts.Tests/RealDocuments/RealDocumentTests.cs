namespace RetailSync.Contracts.Tests.RealDocuments;

/// <summary>OpenAPI documents of others load: what is told about them is wrong with them, and <see cref="KnownFaults"/> says why.</summary>
public sealed class RealDocumentTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("@octokit/openapi", 2)]
    [InlineData("@octokit/openapi-webhooks", 1)]
    [InlineData("@figma/rest-api-spec", 1)]
    [InlineData("@redotech/redo-api-schema", 1)]
    [InlineData("@blockfrost/openapi", 1)]
    [InlineData("rclone-openapi", 2)]
    [InlineData("@digdir/dialogporten-schema", 1)]
    [InlineData("@directus/specs", 1)]
    [InlineData("@scalar/galaxy", 1)]
    [InlineData("shipengine-openapi", 2)]
    [InlineData("@shipengine", 3)]
    [InlineData("@readme/oas-examples/3.0", 91)]
    [InlineData("@readme/oas-examples/3.1", 24)]
    public void Load_DocumentOfOthers_HasOnlyTheFaultsThatItHas(string path, int count)
    {
        List<RealDocument> documents = [.. RealDocument.Below(path)];

        List<string> found =
        [
            .. from document in documents
               from fault in document.Faults
               group fault by $"{document.File}: {fault.Message}" into same
               select $"{same.Key} ({same.Count()})",
        ];
        output.WriteLine(string.Join('\n', found));
        Assert.Equal(KnownFaults.Below(path), found.Order(StringComparer.Ordinal));
        Assert.Equal(count, documents.Count);
    }
}
