using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>What no system has to do itself any more: stages of life, scopes, versions, limits, and an explanation.</summary>
internal sealed class GatewayChapter : IChapter
{
    /// <inheritdoc/>
    public string Title => "What the gateway adds";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        await guide.CallAsync(
            new TourCall("An old application uses version 1 and is told: until when, and what comes after.", HttpMethod.Get, $"/crm/v1/customers/{Story.Customer}")
            {
                // 410 in its announced brown-outs and after its sunset.
                Expected = [200, 410],
                Facts = answer => [$"deprecated {Deprecation(answer)}", $"ends {answer.Header("Sunset")}", Successor(answer)],
            },
            cancellationToken);
        await guide.CallAsync(
            new TourCall("Another uses a version that is gone.", HttpMethod.Get, "/loyalty/v1/accounts")
            {
                Expected = [410],
                Facts = answer => [answer.ProblemKind, Successor(answer)],
            },
            cancellationToken);
        await guide.CallAsync(new TourCall("A third asks for a version that never was.", HttpMethod.Get, "/crm/v9/customers") { Expected = [404] }, cancellationToken);
        await guide.CallAsync(
            new TourCall("A guest has a valid token, but nobody granted it anything.", HttpMethod.Get, $"/crm/v2/customers/{Story.Customer}")
            {
                Caller = Caller.Guest,
                Expected = [403],
            },
            cancellationToken);
        await guide.CallAsync(
            new TourCall("Who calls a lot sees what is left of each limit.", HttpMethod.Get, $"/payment/v1/captures/{story.Capture}")
            {
                Facts = answer => [$"RateLimit-Policy: {answer.Header("RateLimit-Policy")}", $"RateLimit: {answer.Header("RateLimit")}"],
            },
            cancellationToken);
        var explained = await guide.CallAsync(
            new TourCall("What happened to the first capture? It was sent with Explain: true.", HttpMethod.Get, $"/requests/{story.Explained}")
            {
                Facts = answer =>
                [
                    $"{answer.Text("operation")} of {answer.Text("contract")}",
                    $"{answer.Text("status")} by the {answer.Text("producedBy")}",
                    string.Create(CultureInfo.InvariantCulture, $"{double.Parse(answer.Text("milliseconds"), CultureInfo.InvariantCulture):0.0} ms"),
                ],
            },
            cancellationToken);
        guide.Teller.Explain(Lines(explained));
    }

    private static List<ExplainedLine> Lines(TourAnswer explained) =>
        explained.Body?["steps"] is JsonArray { Count: > 0 } steps
            ? [.. steps.Select(step => step.Deserialize<ExplainedLine>(JsonSerializerOptions.Web)!)]
            : throw new TourStoppedException("The explanation has no steps.");

    // The header is a date as RFC 9745 writes it: @ and the seconds since 1970.
    private static string Deprecation(TourAnswer answer) =>
        long.TryParse(answer.Header("Deprecation").AsSpan().TrimStart('@'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : throw new TourStoppedException($"Deprecation is '{answer.Header("Deprecation")}', which is not a date.");

    private static string Successor(TourAnswer answer) =>
        answer.Header("Link").Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(link => link.Contains("successor-version", StringComparison.Ordinal)) is { } link
            ? $"successor {link.Split('<', '>')[1]}"
            : throw new TourStoppedException("No Link names the successor.");
}
