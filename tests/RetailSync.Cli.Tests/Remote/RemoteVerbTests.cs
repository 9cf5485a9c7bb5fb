using System.Text.Json;

namespace RetailSync.Cli.Tests.Remote;

public sealed class RemoteVerbTests(RemoteGateway gateway) : IClassFixture<RemoteGateway>
{
    [Fact]
    public async Task Operations_UnknownOutcome_IsListedShownAndDecidedOnce()
    {
        await gateway.ChangeAsync("silent-1");
        var listed = await gateway.UntilAsync(answer => answer.GetProperty("items").GetArrayLength() == 1, "operations", "list", "--state", "exception", "--key", "customer:silent-1");
        var id = listed.GetProperty("items")[0].GetProperty("id").GetString()!;

        var table = await gateway.AskAsync("operations", "list", "--state", "exception");
        var shown = await gateway.AskAsync("operations", "show", id);
        var decided = await gateway.AskAsync("operations", "resolve", id, "--decision", "applied", "--status", "200", "--body", "{}", "--reason", "Seen in the CRM.");
        var again = await gateway.AskAsync("operations", "resolve", id, "--decision", "not-applied", "--reason", "A guess.");

        Assert.Contains("customer:silent-1", table.Out, StringComparison.Ordinal);
        Assert.Contains("PUT /crm/v1/customers/silent-1", table.Out, StringComparison.Ordinal);
        Assert.Contains("web-shop", shown.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Ok, $"The operation {id} is now done.\n"), (decided.Code, decided.Out));
        Assert.Equal(ExitCodes.Refused, again.Code);
        Assert.StartsWith("The gateway answered 409 decision-refused: The operation is done.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_OfAKey_AreListedWithThePlaceOfTheNext()
    {
        Assert.Equal(200, await gateway.ChangeAsync("C-1"));
        Assert.Equal(200, await gateway.ChangeAsync("C-1"));

        var events = await gateway.AskJsonAsync("events", "--key", "customer:C-1");
        var table = await gateway.AskAsync("events", "--key", "customer:C-1", "--limit", "1");

        Assert.Equal([1, 2], events.EnumerateArray().Select(one => int.Parse(one.GetProperty("keysequence").GetString()!, null)));
        Assert.Contains("retail.customer.updated.v1", table.Out, StringComparison.Ordinal);
        Assert.Matches(@"^The next ones: --after [0-9]+\n$", table.Error);
    }

    [Fact]
    public async Task Events_Follow_TellsWhatComesAndEndsInOrder()
    {
        using var ends = new CancellationTokenSource();
        using var output = new Heard();

        var following = gateway.RunAsync(gateway.AsOperator("events", "--key", "customer:C-2", "--follow"), output, ends.Token);
        await gateway.ChangeAsync("C-2");
        await Testing.Deadline.UntilAsync<object>(() => Task.FromResult(output.Line is null ? null : new object()), "the event is told");
        await ends.CancelAsync();

        Assert.Equal(ExitCodes.Ok, (await following).Code);
        Assert.Matches("^[0-9-]+ [0-9:]+Z  retail.customer.updated.v1  customer:C-2  1  [0-9a-f-]+$", output.Line);
    }

    [Fact]
    public async Task WhoHas_Change_IsDeliveredToOneAndDeadForTheOther()
    {
        await gateway.ChangeAsync("C-3");

        var lines = await gateway.UntilAsync(
            answer => StateOf(answer, "mirror") == "delivered" && StateOf(answer, "broken") == "dead-lettered", "who-has", "customer:C-3");
        var table = await gateway.AskAsync("who-has", "customer:C-3");

        Assert.Equal(2, lines.GetProperty("items").GetArrayLength());
        Assert.Contains("delivered", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriptions_PauseAndResume_AreShown()
    {
        var paused = await gateway.AskAsync("subscriptions", "pause", "mirror");
        var list = await gateway.AskAsync("subscriptions", "list");
        var resumed = await gateway.AskAsync("subscriptions", "resume", "mirror");
        var shown = await gateway.AskAsync("subscriptions", "show", "mirror");

        Assert.Equal("mirror is paused: paused by operator.\n", paused.Out);
        Assert.Contains("paused by operator", list.Out, StringComparison.Ordinal);
        Assert.Equal("mirror is active.\n", resumed.Out);
        Assert.StartsWith("mirror of mirror, to /crm/v1/mirror/{$event.id}\n", shown.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^state +active$", shown.Out);
    }

    [Fact]
    public async Task DeadLetters_Skipped_AreDecidedOnce()
    {
        await gateway.ChangeAsync("C-4");
        var letters = await gateway.UntilAsync(answer => SeqOf(answer, "customer:C-4") is not null, "subscriptions", "dead-letters", "broken");
        var seq = SeqOf(letters, "customer:C-4")!;

        var table = await gateway.AskAsync("subscriptions", "dead-letters", "broken");
        var skipped = await gateway.AskAsync("subscriptions", "skip", "broken", seq, "--reason", "Not needed.");
        var again = await gateway.AskAsync("subscriptions", "redeliver", "broken", seq, "--reason", "Needed.");

        Assert.Contains("customer:C-4", table.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Ok, $"{seq} is skipped.\n"), (skipped.Code, skipped.Out));
        Assert.Equal(ExitCodes.Refused, again.Code);
        Assert.Contains("There is no such dead letter, or it is decided already.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAKey_IsCountedAndThenSent()
    {
        await gateway.ChangeAsync("C-5");

        var counted = await gateway.AskAsync("replay", "mirror", "--key", "customer:C-5", "--dry-run");
        var replayed = await gateway.AskAsync("replay", "mirror", "--key", "customer:C-5", "--rate", "200", "--reason", "The mirror was restored.");
        var wrong = await gateway.AskAsync("replay", "mirror", "--key", "customer:C-5", "--from", "yesterday-ish", "--dry-run");
        var without = await gateway.AskAsync("replay", "mirror", "--key", "customer:C-5");

        Assert.Matches("^1 events from place 1 to [0-9]+ would be sent again.\n$", counted.Out);
        Assert.Matches("^The replay replay-[0-9a-f]+ is done: 1 events were sent.\n$", replayed.Out);
        Assert.Equal(ExitCodes.Refused, wrong.Code);
        Assert.Contains("/reason must have 1 to 500 characters", without.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_Subject_TellsHowMuch()
    {
        await gateway.ChangeAsync("C-6");

        var erased = await gateway.AskAsync("erase", "--subject", "customer:C-6", "--reason", "Request 2026-118");

        Assert.Equal((ExitCodes.Ok, ""), (erased.Code, erased.Error));
        Assert.Equal("Erased the bodies of 1 operations and the data of 1 events.\n", erased.Out);
        Assert.True((await gateway.AskJsonAsync("events", "--key", "customer:C-6"))[0].GetProperty("erased").GetBoolean());
    }

    [Fact]
    public async Task Verb_NoCredential_IsToldHowToGiveOne()
    {
        var (code, output, error) = await gateway.RunAsync(["operations", "list", "--gateway", gateway.Fixture.Http.ToString(), "--api-key", "wrong"]);

        Assert.Equal((ExitCodes.Refused, ""), (code, output));
        Assert.StartsWith("The gateway answered 401", error, StringComparison.Ordinal);
        Assert.Contains("RETAILSYNC_API_KEY", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/", ExitCodes.Usage, "is no address")]
    [InlineData("http://192.0.2.1/", ExitCodes.Usage, "has no TLS")]
    [InlineData("http://127.0.0.1:1/", ExitCodes.Refused, "No answer came from http://127.0.0.1:1")]
    public async Task Verb_BadAddress_IsTold(string address, int expected, string part)
    {
        var (code, _, error) = await gateway.RunAsync(["subscriptions", "list", "--gateway", address, "--api-key", "k"]);

        Assert.Equal(expected, code);
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    private static string? StateOf(JsonElement answer, string subscription) =>
        answer.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("subscription").GetString() == subscription).Select(one => one.GetProperty("state").GetString()).SingleOrDefault();

    private static string? SeqOf(JsonElement answer, string key) =>
        answer.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("key").GetString() == key).Select(one => one.GetProperty("seq").ToString()).SingleOrDefault();

    private sealed class Heard : StringWriter
    {
        public string? Line { get; private set; }

        public override Task WriteLineAsync(string? value)
        {
            Line = value;
            return Task.CompletedTask;
        }
    }
}
