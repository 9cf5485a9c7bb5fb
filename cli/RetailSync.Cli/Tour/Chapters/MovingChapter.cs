using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>A customer's profile changes under <c>If-Match</c>, and a consent is withdrawn.</summary>
internal sealed class MovingChapter : IChapter
{
    private const string Profile = $"/crm/v2/customers/{Story.Customer}";
    private const string Consents = $"{Profile}/consents";

    /// <inheritdoc/>
    public string Title => "Anna Keller moves house";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        var before = await guide.CallAsync(
            new TourCall("The service desk opens Anna's profile.", HttpMethod.Get, Profile) { Facts = Address },
            cancellationToken);
        var replacement = Moved(before);
        var moved = await guide.CallAsync(
            new TourCall("She has moved. The desk saves the new address over the version that it has read.", HttpMethod.Put, Profile)
            {
                Effect = Effect.Applied,
                Body = replacement,
                Facts = Address,
            }.With("If-Match", before.Header("ETag")),
            cancellationToken);
        TourStoppedException.ThrowUnless(moved.Header("ETag") != before.Header("ETag"), "The change left the version as it was.");
        await guide.CallAsync(
            new TourCall("A second desk still has the old version open and saves it. Her new address stands.", HttpMethod.Put, Profile)
            {
                Effect = Effect.Refused,
                Body = (JsonObject)replacement.DeepClone(),
                Expected = [412],
            }.With("If-Match", before.Header("ETag")),
            cancellationToken);
        await WithdrawAsync(guide, cancellationToken);
    }

    private static async Task WithdrawAsync(TourGuide guide, CancellationToken cancellationToken)
    {
        var given = false;
        await guide.CallAsync(
            new TourCall("May she be sent advertising by e-mail?", HttpMethod.Get, Consents)
            {
                Facts = answer =>
                {
                    given = IsGranted(answer);
                    return [given ? "marketing by e-mail: granted" : "marketing by e-mail: withdrawn"];
                },
            },
            cancellationToken);
        if (!given)
        {
            // A tour before this one withdrew it.
            await guide.CallAsync(Consent(guide, "She had withdrawn it, and agrees again.", granted: true), cancellationToken);
        }

        await guide.CallAsync(Consent(guide, "She withdraws her consent.", granted: false), cancellationToken);
    }

    private static TourCall Consent(TourGuide guide, string words, bool granted) => new(words, HttpMethod.Post, Consents)
    {
        Effect = Effect.Applied,
        Body = new JsonObject
        {
            ["purpose"] = "marketing",
            ["channel"] = "email",
            ["granted"] = granted,
            ["legalBasis"] = "consent",
            ["occurredAt"] = guide.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["textVersion"] = "2026-01",
        },
        Facts = answer =>
        {
            TourStoppedException.ThrowUnless(answer.Text("granted") == (granted ? "true" : "false"), "The consent in force is another: it was given later than now.");
            return [$"in force: {(granted ? "granted" : "withdrawn")}", $"recorded at {answer.Text("recordedAt")[..19]}Z"];
        },
    };

    private static IEnumerable<string> Address(TourAnswer answer) =>
        [$"version {answer.Header("ETag")}", $"{answer.Text("address", "line1")}, {answer.Text("address", "postalCode")} {answer.Text("address", "city")}"];

    private static bool IsGranted(TourAnswer answer) => answer.Items.OfType<JsonObject>().Any(consent =>
        consent["purpose"]?.ToString() == "marketing" && consent["channel"]?.ToString() == "email" && consent["granted"]?.ToString() == "true");

    // There and back again: whatever the tour before this one left, she moves to the other of two addresses.
    private static JsonObject Moved(TourAnswer before)
    {
        var profile = before.Body!.DeepClone().AsObject();
        var replacement = new JsonObject();
        foreach (var name in (string[])["name", "contact", "language", "homeStore"])
        {
            if (profile[name] is { } kept)
            {
                replacement[name] = kept.DeepClone();
            }
        }

        replacement["address"] = before.Text("address", "line1") == "Elbchaussee 12"
            ? new JsonObject { ["line1"] = "Osterstrasse 94", ["postalCode"] = "20259", ["city"] = "Hamburg", ["country"] = "DE" }
            : new JsonObject { ["line1"] = "Elbchaussee 12", ["postalCode"] = "22765", ["city"] = "Hamburg", ["country"] = "DE" };
        return replacement;
    }
}
