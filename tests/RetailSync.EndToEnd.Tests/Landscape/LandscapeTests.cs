using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.EndToEnd.Landscape;

/// <summary>What changes in one system reaches every system that needs it: each change once, in the order of its key. What they took in is read from their own ledgers.</summary>
public sealed class LandscapeTests(LandscapeGateway gateway) : IClassFixture<LandscapeGateway>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Who needs what, written down a second time and independently of the configuration.
    private static readonly Need[] Needs =
    [
        new("retail.customer.", "", ["loyalty", "ecommerce", "pos"]),
        new("retail.product.published.", "", ["ecommerce", "pos", "marketplace", "erp"]),
        new("retail.product.withdrawn.", "", ["ecommerce", "pos", "marketplace", "erp"]),
        new("retail.price.activated.", "", ["ecommerce", "pos", "marketplace"]),
        new("retail.price.ended.", "", ["ecommerce", "pos", "marketplace"]),
        new("retail.stock.", "", ["ecommerce", "marketplace"]),
        new("retail.order.placed.", "order:WEB-", ["oms"]),
        new("retail.order.placed.", "order:OM-", ["erp", "ecommerce"]),
        new("retail.order.cancelled.", "order:OM-", ["erp", "ecommerce"]),
        new("retail.payment.captured.", "", ["finance", "oms"]),
        new("retail.payment.refunded.", "", ["finance", "oms"]),
    ];

    private static readonly string[] Receivers = ["loyalty", "ecommerce", "pos", "marketplace", "erp", "oms", "finance"];

    [Fact]
    public async Task Changes_OfEveryKind_ReachEachSystemOnceAndInOrder()
    {
        await ChangeEverythingAsync();
        var events = await gateway.EventsAsync();

        await UntilAllHaveAsync(Receivers, events);

        Assert.All(Needs, need => Assert.Contains(events, one => need.Covers(one)));
        await AssertOnceAndInOrderAsync(events);
    }

    [Fact]
    public async Task Changes_OneSystemAway_OthersHaveThemMeanwhileAndItCatchesUp()
    {
        await gateway.SetAwayAsync("marketplace", isAway: true);
        var before = await gateway.ReceivedAsync("marketplace");
        await ChangeEverythingAsync();
        var events = await gateway.EventsAsync();

        await UntilAllHaveAsync(Receivers.Except(["marketplace"]), events);
        var meanwhile = await gateway.ReceivedAsync("marketplace");
        await gateway.SetAwayAsync("marketplace", isAway: false);
        await UntilAllHaveAsync(["marketplace"], events);

        Assert.Equal(before, meanwhile);
        await AssertOnceAndInOrderAsync(events);
    }

    private async Task ChangeEverythingAsync()
    {
        var customer = await gateway.ExampleAsync("crm/customers.v2", "createCustomer", body => body["contact"]!["email"] = $"{Guid.NewGuid():N}@example.com");
        var profile = $"/crm/v2/customers/{customer["customerId"]}";
        var moved = customer.DeepClone().AsObject();
        foreach (var own in (string[])["customerId", "version", "createdAt", "updatedAt"])
        {
            moved.Remove(own);
        }

        await gateway.ChangeAsync(HttpMethod.Put, profile, moved, ifMatch: $"\"{customer["version"]}\"");
        await gateway.ChangeAsync(HttpMethod.Post, $"{profile}/consents", new JsonObject
        {
            ["purpose"] = "marketing",
            ["channel"] = "email",
            ["granted"] = true,
            ["legalBasis"] = "consent",
            ["occurredAt"] = "2026-06-14T10:15:00Z",
            ["textVersion"] = "2026-01",
        });
        await gateway.ChangeAsync(HttpMethod.Delete, profile, null, ifMatch: "\"2\"");

        await gateway.ExampleAsync("pim/products.v1", "publishProduct");
        await gateway.ExampleAsync("pim/products.v1", "withdrawProduct");
        await gateway.ExampleAsync("pim/products.v1", "publishProduct");
        await gateway.ExampleAsync("pricing/prices.v1", "activatePrice");
        await gateway.ExampleAsync("pricing/prices.v1", "endPrice");
        await gateway.ExampleAsync("wms/warehouse.v1", "adjustStock");
        await gateway.ExampleAsync("wms/warehouse.v1", "adjustStock");
        await gateway.ExampleAsync("ecommerce/storefront.v1", "placeOrder");
        var order = await gateway.ExampleAsync("oms/orders.v1", "placeOrder", body => body["externalNumber"] = $"WEB-{Random.Shared.Next(1_000_000_000):D10}");
        await gateway.ChangeAsync(HttpMethod.Post, $"/oms/v1/orders/{order["orderNumber"]}/cancellation", new JsonObject { ["reason"] = "customer-wish" });
        await PayAsync();
    }

    private async Task PayAsync()
    {
        static JsonObject Euros(int cents) => new() { ["amount"] = cents, ["currency"] = "EUR" };
        var authorisation = await gateway.ChangeAsync(HttpMethod.Post, "/payment/v1/authorisations", new JsonObject
        {
            ["orderNumber"] = $"OM-{Random.Shared.Next(10_000_000, 100_000_000)}",
            ["amount"] = Euros(1999),
            ["tenderToken"] = "tok_visa_4242",
        });
        var captures = $"/payment/v1/authorisations/{authorisation["authorisationId"]}/captures";
        var capture = await gateway.ChangeAsync(HttpMethod.Post, captures, new JsonObject { ["amount"] = Euros(999), ["reference"] = "part 1" });
        await gateway.ChangeAsync(HttpMethod.Post, captures, new JsonObject { ["amount"] = Euros(1000), ["reference"] = "part 2" });
        var refunds = $"/payment/v1/captures/{capture["captureId"]}/refunds";
        await gateway.ChangeAsync(HttpMethod.Post, refunds, new JsonObject { ["amount"] = Euros(100), ["reason"] = "scratched" });
        await gateway.ChangeAsync(HttpMethod.Post, refunds, new JsonObject { ["amount"] = Euros(200), ["reason"] = "torn" });
    }

    private async Task UntilAllHaveAsync(IEnumerable<string> systems, IReadOnlyList<LoggedEvent> events)
    {
        foreach (var system in systems)
        {
            var wanted = Wanted(system, events);
            IReadOnlyList<string> received = [];
            await Deadline.UntilAsync(
                async () => wanted.IsSubsetOf(received = await gateway.ReceivedAsync(system)) ? "all" : null,
                $"{system} has every change that it needs",
                Patience);
        }
    }

    private static HashSet<string> Wanted(string system, IReadOnlyList<LoggedEvent> events) => [.. events.Where(one => NeedOf(system, one) is not null).Select(one => one.Id)];

    private static Need? NeedOf(string system, LoggedEvent one) => Needs.FirstOrDefault(need => need.Receivers.Contains(system) && need.Covers(one));

    private async Task AssertOnceAndInOrderAsync(IReadOnlyList<LoggedEvent> events)
    {
        var place = events.Select((one, at) => (one.Id, At: at)).ToDictionary(one => one.Id, one => one.At);
        foreach (var system in Receivers)
        {
            var received = await gateway.ReceivedAsync(system);
            Assert.Equal(received.Distinct(), received);
            Assert.All(received, id => Assert.NotNull(NeedOf(system, events[place[id]])));
            foreach (var key in received.GroupBy(id => events[place[id]].Key))
            {
                Assert.Equal(key.OrderBy(id => place[id]), key);
            }
        }
    }

    private sealed record Need(string Type, string KeyPrefix, string[] Receivers)
    {
        public bool Covers(LoggedEvent one) => one.Type.StartsWith(Type, StringComparison.Ordinal) && one.Key.StartsWith(KeyPrefix, StringComparison.Ordinal);
    }
}
