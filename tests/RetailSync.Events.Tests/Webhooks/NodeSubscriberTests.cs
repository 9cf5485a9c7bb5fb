using RetailSync.Events.Subscriptions;
using RetailSync.Events.Tests.Delivery.Hosting;
using RetailSync.Events.Tests.Log;
using RetailSync.Events.Webhooks;

namespace RetailSync.Events.Tests.Webhooks;

    [Trait("Attack", "G40")]
public class NodeSubscriberTests
{
    [Theory]
    [InlineData("structured", false)]
    [InlineData("binary", false)]
    [InlineData("structured", true)]
    public async Task Deliver_ToLibrariesOfOthers_IsVerifiedAndRead(string mode, bool isRotated)
    {
        var secret = WebhookSecret.Generate();
        await using var subscriber = await NodeSubscriber.StartAsync(secret.Reveal());
        await using var delivery = await DeliveryFixture.OpenAsync();
        await delivery.Log.AppendAsync(new SomeEvent("customer:Zoë & \"Söhne\" 100%") { IsReconstructed = true, Data = """{"name":"Zoë","points":1.50}"""u8.ToArray() });
        await SubscribeAsync(delivery, subscriber.Url, mode, secret, isRotated);

        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => !subscriber.Found.IsEmpty, "the event");
        await delivery.StopAsync();

        var found = subscriber.Found.First();
        Assert.True((bool)found["verified"]!, found.ToJsonString());
        var read = found["event"]!;
        Assert.Equal("1.0", (string?)read["specversion"]);
        Assert.Equal("retail.customer.updated.v1", (string?)read["type"]);
        Assert.Equal("customer:Zoë & \"Söhne\" 100%", mode == "binary" ? Uri.UnescapeDataString((string)read["partitionkey"]!) : (string?)read["partitionkey"]);
        Assert.Equal("00000000000000000001", (string?)read["keysequence"]);
        Assert.Equal("Zoë", (string?)read["data"]!["name"]);
    }

    [Trait("Attack", "G40")]
    [Fact]
    public async Task Deliver_OtherSecret_IsNotVerified()
    {
        await using var subscriber = await NodeSubscriber.StartAsync(WebhookSecret.Generate().Reveal());
        await using var delivery = await DeliveryFixture.OpenAsync();
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"));
        await SubscribeAsync(delivery, subscriber.Url, "structured", WebhookSecret.Generate(), isRotated: false);

        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => !subscriber.Found.IsEmpty, "the event");
        await delivery.StopAsync();

        Assert.False((bool)subscriber.Found.First()["verified"]!);
    }

    private static async Task SubscribeAsync(DeliveryFixture delivery, Uri url, string mode, WebhookSecret secret, bool isRotated)
    {
        var made = await delivery.SubscribeAsync(url, new SubscriptionDefinition { Target = new TargetDefinition { Kind = "webhook", Url = url.ToString(), Mode = mode } });
        var secrets = SubscriptionSecrets.None.Rotate(secret, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        secrets = isRotated ? secrets.Rotate(WebhookSecret.Generate(), TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1)) : secrets;
        Assert.True(await delivery.Subscriptions.UpdateAsync(made with { Revision = 1, Secrets = secrets }, CancellationToken.None));
    }
}
