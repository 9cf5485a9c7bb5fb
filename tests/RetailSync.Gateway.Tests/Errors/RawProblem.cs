using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Errors;

/// <summary>Checks that an answer on the wire is a problem of the gateway, down to its headers.</summary>
internal static class RawProblem
{
    /// <summary>Checks status, headers and body, and returns the body.</summary>
    public static JsonObject Assert(ProblemType expected, RawResponse? answer)
    {
        Xunit.Assert.NotNull(answer);
        Xunit.Assert.True(answer.Status == expected.Status, $"{expected.Status} was expected, not {answer.StatusLine}: {answer.Text}");
        Xunit.Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Xunit.Assert.Equal($"retailsync; error={expected.ProxyError}", answer.Header("Proxy-Status"));
        Xunit.Assert.Null(answer.Header("Server"));
        var id = answer.Header("X-Request-Id");
        Xunit.Assert.Matches("^[0-9a-f]{32}$", id);
        var body = JsonNode.Parse(answer.Text)!.AsObject();
        Xunit.Assert.Equal(
            (expected.Uri, expected.Title, expected.Status, $"/requests/{id}"),
            ((string?)body["type"], (string?)body["title"], (int)body["status"]!, (string?)body["instance"]));
        return body;
    }

    /// <summary>The same, and the connection was closed after it.</summary>
    public static JsonObject AssertAndClosed(ProblemType expected, RawResponse? answer)
    {
        var body = Assert(expected, answer);
        Xunit.Assert.True(answer!.IsClosed, "The connection stayed open.");
        return body;
    }
}
