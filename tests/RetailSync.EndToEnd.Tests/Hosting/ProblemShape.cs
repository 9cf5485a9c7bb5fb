using System.Text.Json.Nodes;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Hosting;

/// <summary>What every refusal of the gateway looks like on the wire.</summary>
internal static class ProblemShape
{
    private static readonly string[] Members = ["type", "title", "status", "detail", "instance"];

    /// <summary>Checks status, headers and body, and returns the body.</summary>
    public static async Task<JsonObject> AssertAsync(ProblemType expected, HttpResponseMessage answer, params string[] further)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected.Status == (int)answer.StatusCode, $"{expected.Status} was expected, not {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        var id = RequestIdOf(answer);
        Assert.Equal($"retailsync; error={expected.ProxyError}", Header(answer, "Proxy-Status"));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        var body = JsonNode.Parse(text)!.AsObject();
        Assert.Equal([.. Members, .. further], body.Select(member => member.Key));
        Assert.Equal(
            (expected.Uri, expected.Title, expected.Status, $"/requests/{id}"),
            ((string?)body["type"], (string?)body["title"], (int)body["status"]!, (string?)body["instance"]));
        Assert.NotEqual("", (string?)body["detail"]);
        return body;
    }

    /// <summary>The gateway's id of the request; the test fails when it is not there exactly once.</summary>
    public static string RequestIdOf(HttpResponseMessage answer)
    {
        var id = Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.Matches("^[0-9a-f]{32}$", id);
        return id;
    }

    /// <summary>The values of a header, joined; null when it is absent.</summary>
    public static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
