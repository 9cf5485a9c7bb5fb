using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>A part comes back: the return's way, the receipt for it, a refund, and one that would be too much.</summary>
internal sealed class ReturnChapter : IChapter
{
    /// <inheritdoc/>
    public string Title => "She returns a T-shirt";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        var requested = await guide.CallAsync(
            new TourCall("One T-shirt is too small after all.", HttpMethod.Post, "/returns/v1/returns")
            {
                Effect = Effect.Applied,
                Expected = [201],
                Body = Request(story),
                Facts = answer => [$"{answer.Text("returnId")} {answer.Text("status")}"],
            }.With("Idempotency-Key", story.Key("return")),
            cancellationToken);
        var id = requested.Text("returnId");
        await MoveAsync(guide, id, "approve", "approvedBy", "store", "The store agrees,", cancellationToken);
        await MoveAsync(guide, id, "receive", "receivedAtLocation", Story.Store, "takes it in,", cancellationToken);
        await MoveAsync(guide, id, "grade", "disposition", "back-in-stock", "and finds it as good as new.", cancellationToken);
        await guide.CallAsync(
            new TourCall("The till writes a receipt that names the sale it comes from.", HttpMethod.Post, "/pos/v1/transactions")
            {
                Effect = Effect.Applied,
                Expected = [201],
                Body = Receipt.Of(story, ++story.LastSequence, "return", guide.Clock.GetUtcNow(), Returned(story)),
                Facts = answer => [$"receipt {answer.Text("transactionId")}", Story.Euros(answer.Number("total", "amount"))],
            },
            cancellationToken);
        var refund = await RefundAsync(guide, story, id, cancellationToken);
        await MoveAsync(guide, id, "close", "refundReference", refund, "The return is closed with that refund.", cancellationToken);
    }

    private static async Task<string> RefundAsync(TourGuide guide, Story story, string returnId, CancellationToken cancellationToken)
    {
        var refund = new TourCall($"Her card gets {Story.Euros(Story.ShirtPrice)} back.", HttpMethod.Post, $"/payment/v1/captures/{story.Capture}/refunds")
        {
            Effect = Effect.Applied,
            Expected = [201],
            Body = Refund(Story.ShirtPrice, returnId),
            Facts = answer => [$"{answer.Text("refundId")} over {Story.Euros(answer.Number("amount", "amount"))}"],
        };
        var made = await guide.CallAsync(refund.With("Idempotency-Key", story.Key("refund")), cancellationToken);
        await guide.CallAsync(
            new TourCall("By mistake, somebody refunds the whole purchase as well.", HttpMethod.Post, refund.Path)
            {
                Effect = Effect.Refused,
                Expected = [422],
                Body = Refund(Story.Total, returnId),
            }.With("Idempotency-Key", story.Key("mistake")),
            cancellationToken);
        return made.Text("refundId");
    }

    private static Task<TourAnswer> MoveAsync(TourGuide guide, string id, string action, string field, string value, string words, CancellationToken cancellationToken) =>
        guide.CallAsync(
            new TourCall(words, HttpMethod.Post, $"/returns/v1/returns/{id}/{action}")
            {
                Effect = Effect.Applied,
                Body = new JsonObject { [field] = value },
                Facts = answer => [answer.Text("status"), $"{field}: {answer.Text(field)}"],
            },
            cancellationToken);

    private static JsonObject Request(Story story) => new()
    {
        ["orderId"] = story.OrderNumber,
        ["legalEntity"] = "DE01",
        ["channel"] = "store",
        ["businessDate"] = story.BusinessDate,
        ["customerId"] = Story.Customer,
        ["lines"] = new JsonArray(new JsonObject
        {
            ["lineId"] = 1,
            ["sku"] = Story.Shirt,
            ["quantity"] = new JsonObject { ["value"] = 1, ["unit"] = "C62" },
            ["reason"] = "wrong-size",
        }),
    };

    private static JsonObject Returned(Story story)
    {
        var line = Receipt.Line(1, Story.Shirt, 1, Story.ShirtPrice);
        line["original"] = new JsonObject { ["transactionId"] = story.Receipt, ["lineNumber"] = 1 };
        return line;
    }

    private static JsonObject Refund(long cents, string returnId) =>
        new() { ["amount"] = Story.Money(cents), ["reason"] = "T-shirt returned", ["returnId"] = returnId };
}
