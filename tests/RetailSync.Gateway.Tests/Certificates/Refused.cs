using System.Text.Json.Nodes;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>Checks that an answer is one of the gateway's refusals.</summary>
internal static class Refused
{
    public static async Task AssertAsync(ProblemType expected, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected.Status == (int)answer.StatusCode, $"{expected.Status} was expected, not {(int)answer.StatusCode}: {text}");
        Assert.Equal(expected.Uri, (string?)JsonNode.Parse(text)!["type"]);
    }
}
