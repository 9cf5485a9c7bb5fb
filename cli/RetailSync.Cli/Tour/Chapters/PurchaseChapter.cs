using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>A sale in a store: stock, payment, a receipt whose answer gets lost, and a capture that is asked for twice.</summary>
internal sealed class PurchaseChapter : IChapter
{
    private const int HeldSeconds = 900;

    /// <inheritdoc/>
    public string Title => "She buys in a store";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        await ReserveAsync(guide, story, cancellationToken);
        var authorisation = await AuthoriseAsync(guide, story, cancellationToken);
        await SellAsync(guide, story, cancellationToken);
        await CaptureAsync(guide, story, authorisation, cancellationToken);
    }

    private static async Task ReserveAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        await guide.CallAsync(
            new TourCall("Two T-shirts go with her, headphones shall be sent home. Does the warehouse have any?", HttpMethod.Get, $"/wms/v1/locations/{Story.DistributionCentre}/stock/{Story.Headphones}")
            {
                Facts = answer => [$"{answer.Number("available")} available"],
            },
            cancellationToken);
        var reserved = await guide.CallAsync(
            new TourCall("A pair is put aside for her.", HttpMethod.Post, "/wms/v1/reservations")
            {
                Effect = Effect.Applied,
                Expected = [201],
                Body = new JsonObject
                {
                    ["orderNumber"] = story.OrderNumber,
                    ["locationId"] = Story.DistributionCentre,
                    ["lines"] = new JsonArray(new JsonObject { ["sku"] = Story.Headphones, ["quantity"] = 1 }),
                    ["ttlSeconds"] = HeldSeconds,
                },
                Facts = answer => [$"{answer.Text("reservationId")} {answer.Text("status")} for {HeldSeconds / 60} min"],
            },
            cancellationToken);
        story.Reservation = reserved.Text("reservationId");
    }

    private static async Task<string> AuthoriseAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        var authorised = await guide.CallAsync(
            new TourCall($"Her card is asked to hold {Story.Euros(Story.Total)}.", HttpMethod.Post, "/payment/v1/authorisations")
            {
                Effect = Effect.Applied,
                Expected = [201],
                Body = new JsonObject { ["orderNumber"] = story.OrderNumber, ["amount"] = Story.Money(Story.Total), ["tenderToken"] = "tok_visa_4242" },
                Facts = answer => [$"{answer.Text("authorisationId")} {answer.Text("status")}"],
            }.With("Idempotency-Key", story.Key("hold")),
            cancellationToken);
        return story.Authorisation = authorised.Text("authorisationId");
    }

    private static async Task SellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        await ReadLastReceiptAsync(guide, story, cancellationToken);
        var sale = new TourCall("The till records the sale, and the connection breaks before the answer is back.", HttpMethod.Post, "/pos/v1/transactions")
        {
            Body = Receipt.Of(story, ++story.LastSequence, "sale", guide.Clock.GetUtcNow(),
                [Receipt.Line(1, Story.Shirt, 2, 2 * Story.ShirtPrice), Receipt.Line(2, Story.Headphones, 1, Story.HeadphonesPrice)]),
        };

        // The sandbox applies this one call and then cuts the connection.
        var lost = await guide.CallAsync((sale with { Effect = Effect.AppliedUnheard, Expected = [504] }).With("X-Sandbox-Fault", "drop-after"), cancellationToken);
        await guide.CallWhenAsync(
            new TourCall("The gateway had written the sale down before it left, and finds out by itself what became of it.", HttpMethod.Get, lost.Header("Location"))
            {
                Facts = answer => [$"{answer.Text("state")}, after {answer.Number("attempts")} {(answer.Number("attempts") == 1 ? "question" : "questions")} to pos"],
            },
            answer => answer.Text("state") is not ("unknown" or "intent"),
            cancellationToken);
        var repeated = await guide.CallAsync(
            sale with
            {
                Words = "The till cannot know, and sends the same again. Its number tells the gateway which sale it is.",
                Effect = Effect.Repeated,
                Facts = answer =>
                [
                    $"receipt {answer.Text("transactionId")}", Story.Euros(answer.Number("total", "amount")), $"Idempotency-Replayed: {answer.Header("Idempotency-Replayed")}",
                ],
            },
            cancellationToken);
        story.Receipt = repeated.Text("transactionId");
    }

    // Read before written: an earlier tour, or somebody else, may have used this till today.
    private static async Task ReadLastReceiptAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        for (var cursor = ""; cursor is not null;)
        {
            var page = await guide.CallAsync(
                new TourCall("The till asks for its last receipt of the day.", HttpMethod.Get, $"/pos/v1/transactions?storeId={Story.Store}&tillId={Story.Till}&businessDate={story.BusinessDate}{cursor}")
                {
                    Facts = answer =>
                    {
                        story.LastSequence = answer.Items.Select(item => item?["sequence"]?.GetValue<long>() ?? 0).Append(story.LastSequence).Max();
                        return [story.LastSequence == 0 ? "none yet" : string.Create(CultureInfo.InvariantCulture, $"number {story.LastSequence}")];
                    },
                },
                cancellationToken);
            cursor = page.Body?["nextCursor"] is { } next ? $"&cursor={next}" : null;
        }
    }

    private static async Task CaptureAsync(TourGuide guide, Story story, string authorisation, CancellationToken cancellationToken)
    {
        var capture = new TourCall("The money is taken.", HttpMethod.Post, $"/payment/v1/authorisations/{authorisation}/captures")
        {
            Effect = Effect.Applied,
            Expected = [201],
            Body = new JsonObject { ["amount"] = Story.Money(Story.Total), ["reference"] = story.Receipt },
            Facts = answer => [$"{answer.Text("captureId")} over {Story.Euros(answer.Number("amount", "amount"))}"],
        }.With("Idempotency-Key", story.Key("capture"));
        var first = await guide.CallAsync(capture.With("Explain", "true"), cancellationToken);
        story.Capture = first.Text("captureId");
        story.Explained = first.RequestId;
        await guide.CallAsync(
            capture with
            {
                Words = "Somebody is impatient and asks again, under the same key. It is the same capture.",
                Effect = Effect.Repeated,
                Facts = answer =>
                {
                    TourStoppedException.ThrowUnless(answer.Text("captureId") == story.Capture, $"The repetition made another capture, {answer.Text("captureId")}.");
                    return [$"{answer.Text("captureId")} again"];
                },
            },
            cancellationToken);
    }
}
