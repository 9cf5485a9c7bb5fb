using RetailSync.Events.Tests.Idempotency.Processes;

namespace RetailSync.Events.Tests.Idempotency;

/// <content>Two gateways on one store.</content>
public abstract partial class CrashCases
{
    private const int Callers = 20;

    /// <summary>Whether a second gateway may use the store while the first one lives. A SQLite file has one owner.</summary>
    protected abstract bool IsShared { get; }

    [Fact]
    public async Task Case36_OneKeyInTheSameMoment_OneEffect()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsAnswered);
        var one = await stage.StartAsync("data-one");
        var other = IsShared ? await stage.StartAsync("data-other") : one;

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => (i % 2 == 0 ? one : other).OrderAsync("k1", "N-1", "wait=10")));

        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer.Problem == "idempotency-in-flight", $"{answer.Status} {answer.Text}"));
        Assert.Single(answers, answer => answer is { Status: 201, IsReplayed: false });
        Assert.Single(stage.System.Sent);
        await AssertOnceAsync(stage, one);
        await AssertOnceAsync(stage, other);
    }

    [Fact]
    public async Task Case37_TheNodeWithTheIntentDies_TheOtherFindsOut()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsWorkedOn);
        var one = await stage.StartAsync("data-one");
        var other = IsShared ? await stage.StartAsync("data-other") : null;
        one.Order("k1", "N-1");
        await stage.System.SentAsync(1);
        var meanwhile = other is null ? null : await other.OrderAsync("k1", "N-1");

        // On one file, the other may not even start as long as the first one lives: two owners would send it twice.
        var refused = other is null ? await Assert.ThrowsAsync<InvalidOperationException>(() => stage.StartAsync("data-other")) : null;
        await one.DisposeAsync();
        stage.System.LetGo();
        other ??= await stage.StartAsync("data-other");

        Assert.Equal(IsShared ? "idempotency-in-flight" : null, meanwhile?.Problem);
        Assert.Equal(!IsShared, refused?.Message.Contains("is in use: another process holds", StringComparison.Ordinal) ?? false);
        await AssertOnceAsync(stage, other);
        Assert.Single(stage.System.Sent.Distinct());
    }
}
