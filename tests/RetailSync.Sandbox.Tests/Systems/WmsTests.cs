using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Tests.Systems;

public sealed class WmsTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string Store = "9521234000013";

    [Fact]
    public async Task Reserve_MoreThanAvailable_ReservesNothing()
    {
        using var wms = await sandbox.FreshAsync("wms");

        var answer = await wms.PostAsync("/v1/reservations", Reservation(("TSHIRT-BLUE-M", 2), ("MUG-WHITE", 13)));

        Assert.Equal((409, "stock-short"), (answer.Status, answer.Problem));
        Assert.Equal(12, await AvailableAsync(wms, "TSHIRT-BLUE-M"));
    }

    [Fact]
    public async Task Reservation_PastItsTtl_GivesTheStockBack()
    {
        using var wms = await sandbox.FreshAsync("wms");
        var made = await wms.PostAsync("/v1/reservations", Reservation(("MUG-WHITE", 5)));
        Assert.Equal(7, await AvailableAsync(wms, "MUG-WHITE"));

        sandbox.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(12, await AvailableAsync(wms, "MUG-WHITE"));
        Assert.Equal("expired", (await wms.GetAsync($"/v1/reservations/{made.Text("reservationId")}")).Text("status"));
        Assert.Equal(["reserveStock", "expireReservation"], await wms.AppliedAsync());
    }

    [Fact]
    public async Task Release_HeldReservation_OnceOnly()
    {
        using var wms = await sandbox.FreshAsync("wms");
        var made = await wms.PostAsync("/v1/reservations", Reservation(("MUG-WHITE", 5)));
        var path = $"/v1/reservations/{made.Text("reservationId")}";

        var first = await wms.SendAsync("DELETE", path);
        var second = await wms.SendAsync("DELETE", path);

        Assert.Equal((204, 409, "reservation-not-held"), (first.Status, second.Status, second.Problem));
        Assert.Equal(12, await AvailableAsync(wms, "MUG-WHITE"));
    }

    [Fact]
    public async Task ShortPick_Shipped_TakesOnlyWhatWasPicked()
    {
        using var wms = await sandbox.FreshAsync("wms");
        var reservation = await wms.PostAsync("/v1/reservations", Reservation(("MUG-WHITE", 5)));
        var order = await wms.PostAsync("/v1/pick-orders", new { reservationId = reservation.Text("reservationId") });
        var path = $"/v1/pick-orders/{order.Text("pickOrderId")}";

        var picked = await wms.PostAsync(path + "/picks", new { lines = new[] { new { sku = "MUG-WHITE", quantity = 3 } } });
        var shipped = await wms.PostAsync(path + "/shipment", new { carrier = "dhl", sscc = "095212340000000013" });

        var stock = (await wms.GetAsync($"/v1/locations/{Store}/stock/MUG-WHITE")).Body!;
        Assert.Equal(("short", 201), (picked.Text("status"), shipped.Status));
        Assert.Equal((9, 0, 9), ((int)stock["onHand"]!, (int)stock["reserved"]!, (int)stock["available"]!));
    }

    [Fact]
    public async Task Pick_MoreThanAsked_Is422()
    {
        using var wms = await sandbox.FreshAsync("wms");

        var answer = await wms.PostAsync("/v1/pick-orders/PK-00000003/picks", new { lines = new[] { new { sku = "HEADPHONES-X1", quantity = 2 } } });

        Assert.Equal((422, "picked-too-much"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Ship_BeforePicking_Is409()
    {
        using var wms = await sandbox.FreshAsync("wms");

        var answer = await wms.PostAsync("/v1/pick-orders/PK-00000003/shipment", new { carrier = "dhl", sscc = "095212340000000013" });

        Assert.Equal((409, "nothing-to-ship"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Adjust_BelowReserved_Is409()
    {
        using var wms = await sandbox.FreshAsync("wms");
        await wms.PostAsync("/v1/reservations", Reservation(("MUG-WHITE", 5)));

        var answer = await wms.PostAsync("/v1/stock-adjustments", new { sku = "MUG-WHITE", locationId = Store, delta = -8, reason = "theft" });

        Assert.Equal((409, "stock-below-reserved"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Feed_Change_IsPushed()
    {
        using var wms = await sandbox.FreshAsync("wms");
        using var socket = await ConnectAsync(sandbox.Secret("wms"));

        await wms.PostAsync("/v1/stock-adjustments", new { sku = "MUG-WHITE", locationId = Store, delta = 4, reason = "receipt" });
        var message = await ReceiveAsync(socket);

        Assert.Equal(("stock", "MUG-WHITE", Store, "receipt"), ((string)message["type"]!, (string)message["sku"]!, (string)message["locationId"]!, (string)message["reason"]!));
        Assert.Equal((16, 16), ((int)message["onHand"]!, (int)message["available"]!));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task Feed_Ping_IsAnsweredWithPong()
    {
        using var socket = await ConnectAsync(sandbox.Secret("wms"));

        await socket.SendAsync("""{"type":"ping"}"""u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var message = await ReceiveAsync(socket);

        Assert.Equal("""{"type":"pong"}""", message.ToJsonString());
    }

    [Fact]
    public async Task Feed_WithoutCredential_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("wrong"));

        Assert.Contains("401", refused.Message);
    }

    [Fact]
    public async Task Feed_PlainRequest_Is426()
    {
        using var wms = await sandbox.FreshAsync("wms");

        var answer = await wms.GetAsync("/v1/stock-feed");

        Assert.Equal((426, "upgrade-required"), (answer.Status, answer.Problem));
    }

    private static object Reservation(params (string Sku, int Quantity)[] lines) => new
    {
        orderNumber = "OM-00000001",
        locationId = Store,
        lines = lines.Select(line => new { sku = line.Sku, quantity = line.Quantity }),
        ttlSeconds = 60,
    };

    private static async Task<int> AvailableAsync(SystemClient wms, string sku) =>
        (int)(await wms.GetAsync($"/v1/locations/{Store}/stock/{sku}")).Body!["available"]!;

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4_096];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count))!;
    }

    private async Task<ClientWebSocket> ConnectAsync(string secret)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Sandbox-Key", secret);
        var address = new UriBuilder(sandbox.Host.Systems["wms"]) { Scheme = "ws", Path = "/v1/stock-feed" }.Uri;
        await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        return socket;
    }
}
