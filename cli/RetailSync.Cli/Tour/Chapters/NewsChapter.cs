using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>Shows which systems have heard of what happened, and how late. The subscriptions say who must; the systems' own ledgers say who has.</summary>
internal sealed class NewsChapter : IChapter
{
    // A subscription's id says what goes where: customers-to-loyalty.
    private const string To = "-to-";

    /// <inheritdoc/>
    public string Title => "Who has heard of it";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        var needed = new List<(string System, NewsEvent Event)>();
        foreach (var (words, key) in ((string, string)[])
        [
            ("Her new address and her withdrawn consent: do the systems that write to her know?", $"customer:{Story.Customer}"),
            ("The pair that was put aside: do the shops that sell it know?", $"stock:{story.Reservation}"),
            ("The money that was taken: do finance and the order system know?", $"payment:{story.Authorisation}"),
            ("And the money that was given back?", $"payment:{story.Capture}"),
        ])
        {
            var receivers = await AskAsync(guide, words, key, cancellationToken);
            var events = await EventsAsync(guide, key, cancellationToken);
            needed.AddRange(receivers.SelectMany(system => events.Where(one => one.IsWanted).Select(one => (system, one))));
        }

        var news = new List<SystemNews>();
        foreach (var system in needed.GroupBy(one => one.System).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            news.Add(await CountAsync(guide.Client, system.Key, [.. system.Select(one => one.Event)], cancellationToken));
        }

        guide.Teller.News(news);
        TourStoppedException.ThrowUnless(news.TrueForAll(one => one.Has == one.Changes), "The ledgers of the systems that were told do not hold each change once.");
    }

    private static async Task<IReadOnlyList<string>> AskAsync(TourGuide guide, string words, string key, CancellationToken cancellationToken)
    {
        static List<JsonNode> Subscribed(TourAnswer answer) =>
            [.. answer.Items.OfType<JsonNode>().Where(line => line["state"]?.ToString() is not ("never-subscribed" or "before-subscription") && line["subscription"]!.ToString().Contains(To, StringComparison.Ordinal))];
        static string SystemOf(JsonNode line) => line["subscription"]!.ToString() is var id ? id[(id.IndexOf(To, StringComparison.Ordinal) + To.Length)..] : "";
        static bool IsDelivered(JsonNode line) => line["state"]!.ToString() == "delivered";

        var answer = await guide.CallWhenAsync(
            new TourCall(words, HttpMethod.Get, $"/propagation?key={key}")
            {
                Facts = told =>
                {
                    TourStoppedException.ThrowUnless(Subscribed(told) is { Count: > 0 } lines && lines.TrueForAll(IsDelivered), $"Not every system has heard of {key}.");
                    return [$"delivered to {string.Join(", ", Subscribed(told).Select(SystemOf).Order(StringComparer.Ordinal))}"];
                },
            },
            told => Subscribed(told) is { Count: > 0 } lines && lines.TrueForAll(IsDelivered),
            cancellationToken);
        return [.. Subscribed(answer).Select(SystemOf)];
    }

    // The events of this tour's own requests: the same customer may have been in an earlier tour.
    private static async Task<List<NewsEvent>> EventsAsync(TourGuide guide, string key, CancellationToken cancellationToken)
    {
        var own = guide.Sent.Select(change => change.RequestId).ToHashSet(StringComparer.Ordinal);
        var events = new List<NewsEvent>();
        for (var next = $"/events?key={key}&limit=500"; next is not null;)
        {
            var page = await guide.Client.SendAsync(new TourCall("", HttpMethod.Get, next), cancellationToken);
            var items = page.Body as JsonArray ?? throw new TourStoppedException($"{next} answered {page.Status} and no events.");
            events.AddRange(items.OfType<JsonObject>().Where(one => own.Contains(one["correlationid"]?.ToString())).Select(one => new NewsEvent(
                one["id"]!.ToString(),
                one["type"]!.ToString(),
                DateTimeOffset.Parse(one["recordedtime"]!.ToString(), CultureInfo.InvariantCulture))));
            next = items.Count == 500 ? page.Header("Link").Split('<', '>')[1] : null;
        }

        return events;
    }

    private static async Task<SystemNews> CountAsync(TourClient client, string system, IReadOnlyList<NewsEvent> events, CancellationToken cancellationToken)
    {
        var ledger = (await client.LedgerAsync(system, cancellationToken)).OfType<JsonObject>().Where(entry => entry["operation"]?.ToString() == "receiveChange")
            .ToLookup(entry => entry["entityKey"]!.ToString(), StringComparer.Ordinal);
        var late = events.Where(one => ledger[one.Id].Count() == 1)
            .Select(one => (long)(DateTimeOffset.Parse(ledger[one.Id].Single()["time"]!.ToString(), CultureInfo.InvariantCulture) - one.RecordedAt).TotalMilliseconds).ToList();
        return new SystemNews(system, events.Count, late.Count, late.Count == 0 ? null : Math.Max(0, late.Max()));
    }

    private sealed record NewsEvent(string Id, string Type, DateTimeOffset RecordedAt)
    {
        // That an amount is held on a card concerns nobody else yet.
        public bool IsWanted => Type != "retail.payment.authorised.v1";
    }
}
