using System.Diagnostics;
using System.Text.Json;
using RetailSync.Contracts.Tests.Schemas;

namespace RetailSync.Contracts.Tests.RealDocuments;

/// <summary>Every example of other people's documents gets the verdict of ajv, whether it fits its schema or not. Formats are left aside: ajv reads them differently.</summary>
public sealed class ExampleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("@octokit/openapi/generated/api.github.com.json")]
    [InlineData("@octokit/openapi/generated/ghes-3.19.json")]
    [InlineData("@octokit/openapi-webhooks")]
    [InlineData("@figma/rest-api-spec")]
    [InlineData("@redotech/redo-api-schema")]
    [InlineData("@blockfrost/openapi")]
    [InlineData("rclone-openapi")]
    [InlineData("@digdir/dialogporten-schema")]
    [InlineData("@directus/specs")]
    [InlineData("@scalar/galaxy")]
    [InlineData("shipengine-openapi")]
    [InlineData("@shipengine")]
    [InlineData("@readme")]
    public async Task Judge_ExampleOfAnother_AgreesWithAjv(string path)
    {
        List<RealDocument> documents = [.. RealDocument.Below(path)];

        List<string> differences = [];
        foreach (var document in documents)
        {
            List<DocumentExample> examples = [.. DocumentExample.Of(document)];
            var ours = DocumentExample.Judge(document, examples);
            var theirs = await AskAsync(document, examples, TestContext.Current.CancellationToken);
            output.WriteLine($"{document.File}: {examples.Count} examples, {ours.Count(letter => letter == 'V')} fit");
            differences.AddRange(examples.Select((example, at) => (example, at)).Where(pair => ours[pair.at] != theirs[pair.at]).Select(pair => $"{ours[pair.at]} {theirs[pair.at]} {document.File}#{pair.example.Value} against {pair.example.Schema}"));
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(20)));
    }

    private static async Task<string> AskAsync(RealDocument document, List<DocumentExample> examples, CancellationToken cancellation)
    {
        var suites = Suites.Require();
        var script = Path.Combine(suites, "..", "..", "tests", "RetailSync.Contracts.Tests", "RealDocuments", "examples.cjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, suites]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var request = new { file = document.File, pairs = examples.Select(example => new[] { example.Schema, example.Value }) };
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellation);
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadLineAsync(cancellation);
        await node.WaitForExitAsync(cancellation);
        return answer ?? throw new InvalidOperationException("The other side ended. What it says stands in the standard error stream.");
    }
}
