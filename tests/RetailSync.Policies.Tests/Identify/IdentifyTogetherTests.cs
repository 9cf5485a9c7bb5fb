using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

/// <summary>Many requests with one token at once, while its key has to be fetched.</summary>
public sealed class IdentifyTogetherTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _keys = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public ValueTask DisposeAsync()
    {
        _keys.TrySetResult();
        return _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Send_HundredAtOnce_ValidatesOnce()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer);
        using var measured = new Measured(host.Services.GetRequiredService<IMeterFactory>());
        _issuer.RotateKeys();
        _issuer.KeysHeldUntil = _keys.Task;
        var token = _issuer.Token();

        var pending = Enumerable.Range(0, 100).Select(_ => host.SendAsync(token)).ToArray();
        await UntilAsync(() => measured["retailsync.identity.token_lookups{result=miss}"] == 100);
        _keys.SetResult();
        var answers = await Task.WhenAll(pending);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, host.Validations);
        Assert.Equal(2, _issuer.KeyFetches);
    }

    [Fact]
    public async Task Send_ValidatingRequestGoesAway_AnotherTakesOver()
    {
        await using var host = await IdentifyHost.StartAsync(_issuer);
        using var measured = new Measured(host.Services.GetRequiredService<IMeterFactory>());
        using var impatience = new CancellationTokenSource();
        _issuer.RotateKeys();
        _issuer.KeysHeldUntil = _keys.Task;
        var token = _issuer.Token();

        var leader = host.SendUntilAsync(token, impatience.Token);
        await UntilAsync(() => _issuer.KeyFetches == 2);
        var follower = host.SendAsync(token);
        await UntilAsync(() => measured["retailsync.identity.token_lookups{result=miss}"] == 2);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        _keys.SetResult();
        var answer = await follower;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
