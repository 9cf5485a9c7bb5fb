using System.Net;
using System.Text.Json.Nodes;
using RetailSync.Gateway.Tests.Hosting;

namespace RetailSync.Gateway.Tests.Errors;

/// <summary>Every kind of problem has its page, for people and for programs.</summary>
public sealed class ProblemPageTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<string> Ids { get; } = [.. ProblemTypes.All.Select(type => type.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Page_EveryKind_IsServed(string id)
    {
        var type = ProblemTypes.All.Single(type => type.Id == id);

        var (html, page) = await GetAsync($"/problems/{id}", "text/html");
        var (json, document) = await GetAsync($"/problems/{id}", "application/json");

        Assert.Equal(("text/html; charset=utf-8", "application/json"), (html, json));
        Assert.Contains(WebUtility.HtmlEncode(type.Title), page);
        Assert.Contains(WebUtility.HtmlEncode(type.Remedy), page);
        var told = JsonNode.Parse(document)!;
        Assert.Equal((type.Id, type.Status, type.Uri, type.Title), ((string?)told["id"], (int)told["status"]!, (string?)told["type"], (string?)told["title"]));
    }

    [Fact]
    public async Task List_EveryKind_IsThere()
    {
        var (_, page) = await GetAsync("/problems", "text/html");
        var (_, document) = await GetAsync("/problems", "application/json");

        Assert.Equal(Ids.Select(row => row.Data), JsonNode.Parse(document)!.AsArray().Select(type => (string?)type!["id"]));
        Assert.All(ProblemTypes.All, type => Assert.Contains($"<a href=\"/problems/{type.Id}\">", page));
    }

    [Fact]
    public async Task Page_UnknownKind_Is404()
    {
        using var answer = await shared.Gateway.Anonymous().GetAsync(new Uri("/problems/no-such", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
    }

    [Fact]
    public async Task Page_OtherMethod_Is405()
    {
        using var answer = await shared.Gateway.Anonymous().DeleteAsync(new Uri("/problems", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
    }

    private async Task<(string? ContentType, string Text)> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        using var answer = await shared.Gateway.Anonymous().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Request-Id"));
        return (answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
