using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Events.Tests.Delivery.Hosting;
using RetailSync.Events.Tests.Log;

namespace RetailSync.Events.Tests.Subscriptions;

public class SubscriptionEndpointsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_UrlConsents_DeliversAndShowsTheSecretOnce()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();

        var made = await CreateAsync(host, subscriber.Url);
        var seen = await host.Client.GetFromJsonAsync<JsonObject>("/subscriptions/profiles", Cancel);
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"));
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Any(), "the event");

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("/subscriptions/profiles", made.Headers.Location!.ToString());
        Assert.StartsWith("whsec_", (string?)(await made.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["secret"], StringComparison.Ordinal);
        Assert.Equal("active", (string?)seen!["state"]);
        Assert.False(seen.ContainsKey("secret"));
        Assert.False(seen["definition"]!["target"]!.AsObject().ContainsKey("authorization"));
    }

    [Fact]
    public async Task Create_UrlDoesNotConsent_IsDisabledUntilItDoes()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        subscriber.AllowedOrigin = "elsewhere.example";
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();

        var made = await (await CreateAsync(host, subscriber.Url)).Content.ReadFromJsonAsync<JsonObject>(Cancel);
        subscriber.AllowedOrigin = "retailsync";
        var resumed = await (await host.Client.PostAsync("/subscriptions/profiles/resume", null, Cancel)).Content.ReadFromJsonAsync<JsonObject>(Cancel);

        Assert.Equal("disabled", (string?)made!["state"]);
        Assert.Contains("does not consent", (string?)made["reason"], StringComparison.Ordinal);
        Assert.Equal("active", (string?)resumed!["state"]);
    }

    [Theory]
    [InlineData("""{ "target": { "kind": "webhook", "url": "ftp://x" } }""", "/target/url")]
    [InlineData("""{ "target": { "kind": "webhook", "url": "http://u:p@x/" } }""", "/target/url")]
    [InlineData("""{ "target": { "kind": "carrier-pigeon" } }""", "/target/kind")]
    [InlineData("""{ "target": { "kind": "system", "consumer": "somebody-else", "path": "/x" } }""", "/target/consumer")]
    [InlineData("""{ "target": { "kind": "system", "consumer": "loyalty", "path": "/x/{$event.nothing}" } }""", "/target/path")]
    [InlineData("""{ "target": { "kind": "system", "consumer": "loyalty", "path": "/x", "headers": { "Authorization": "x" } } }""", "/target/headers")]
    [InlineData("""{ "target": { "kind": "system", "consumer": "loyalty", "path": "/x", "body": { "a": ["{$response.body}"] } } }""", "/target/body/a/0")]
    [InlineData("""{ "order": "any" }""", "/order")]
    [InlineData("""{ "class": "gold" }""", "/class")]
    [InlineData("""{ "from": "yesterday" }""", "/from")]
    [InlineData("""{ "retrySeconds": [0] }""", "/retrySeconds")]
    [InlineData("""{ "filter": { "types": ["a*b"] } }""", "/filter/types")]
    [InlineData("""{ "filter": { "types": [null] } }""", "/filter/types")]
    [InlineData("""{ "filter": null }""", "/definition/filter")]
    [InlineData("""{ "ordr": "block-key" }""", "/definition/ordr")]
    public async Task Create_Fault_IsToldWithItsPlace(string definition, string at)
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();

        var answer = await host.Client.PostAsync("/subscriptions", new StringContent($$"""{ "definition": {{definition}} }"""), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"at\":\"{at}\"", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Any_SubscriptionOfAnother_IsNotThere()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();
        await CreateAsync(host, subscriber.Url);

        using var stranger = new HttpClient { BaseAddress = host.Client.BaseAddress };
        stranger.DefaultRequestHeaders.Add("X-Test-Consumer", "stranger");
        using var person = new HttpClient { BaseAddress = host.Client.BaseAddress };
        person.DefaultRequestHeaders.Add("X-Test-Consumer", "operator");
        person.DefaultRequestHeaders.Add("X-Test-Scopes", "gateway.subscriptions.all");

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/subscriptions/profiles", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync("/subscriptions/profiles", Cancel)).StatusCode);
        Assert.Empty((await stranger.GetFromJsonAsync<JsonObject>("/subscriptions", Cancel))!["items"]!.AsArray());
        Assert.Single((await person.GetFromJsonAsync<JsonObject>("/subscriptions", Cancel))!["items"]!.AsArray());
    }

    [Fact]
    public async Task Pause_EventsCome_AreDeliveredAfterTheResume()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();
        await CreateAsync(host, subscriber.Url);

        await host.Client.PostAsync("/subscriptions/profiles/pause", null, Cancel);
        await DeliveryFixture.UntilAsync(() => delivery.Service.Find("profiles") is null, "nobody delivers");
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"));
        var status = await host.Client.GetFromJsonAsync<JsonObject>("/subscriptions/profiles/status", Cancel);
        await host.Client.PostAsync("/subscriptions/profiles/resume", null, Cancel);
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Any(), "the event after the resume");

        Assert.Equal("paused", (string?)status!["state"]);
        Assert.Equal(1, (long)status["behind"]!);
    }

    [Theory]
    [InlineData("redeliver", "1 2")]
    [InlineData("skip", "2")]
    public async Task Decide_DeadLetter_LetsTheKeyGoOn(string decision, string taken)
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        var status = 415;
        await using var subscriber = await Subscriber.StartAsync(one => (string)one["keysequence"]! == "00000000000000000001" ? status : 204);
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();
        await CreateAsync(host, subscriber.Url);
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-1"));
        await DeliveryFixture.UntilAsync(async () => (await LettersAsync(host)).Count == 1, "the dead letter");
        var letter = (await LettersAsync(host))[0]!;

        status = 204;
        var withoutReason = await host.Client.PostAsJsonAsync($"/subscriptions/profiles/dead-letters/1/{decision}", new { reason = " " }, Cancel);
        var decided = await host.Client.PostAsJsonAsync($"/subscriptions/profiles/dead-letters/1/{decision}", new { reason = "the receiver is repaired" }, Cancel);
        await DeliveryFixture.UntilAsync(async () => (await LettersAsync(host)).Count == 0 && subscriber.Taken.Any(one => one.KeySeq == 2), "the decision carried out");

        Assert.Equal("the subscriber answered 415", (string?)letter["reason"]);
        Assert.Equal(HttpStatusCode.BadRequest, withoutReason.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, decided.StatusCode);
        Assert.Equal(taken, string.Join(' ', subscriber.Taken.Select(one => one.KeySeq)));
    }

    private static Task<HttpResponseMessage> CreateAsync(EndpointHost host, Uri url) =>
        host.Client.PostAsJsonAsync("/subscriptions", new { id = "profiles", definition = new { target = new { kind = "webhook", url, authorization = "Bearer x" } } }, Cancel);

    private static async Task<JsonArray> LettersAsync(EndpointHost host) =>
        (await host.Client.GetFromJsonAsync<JsonObject>("/subscriptions/profiles/dead-letters", JsonSerializerOptions.Web, Cancel))!["items"]!.AsArray();
}
