using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>The promise that the cache stands or falls with, under real concurrency.</summary>
public sealed class CacheProperties
{
    private const int Items = 2;
    private const int Callers = 4;

    // What each caller does, one after another: read or change one of a few items, or read them all.
    private static readonly Gen<(int Item, bool IsChange)[]> Steps = Gen.Select(Gen.Int[0, Items], Gen.Bool).Array[4, 12];

    [Fact]
    public async Task Read_AfterAChangeWasAnswered_NeverShowsWhatWasBefore()
    {
        var values = new ConcurrentDictionary<string, int>();
        var next = 0;
        await using var gateway = await CacheGateway.StartAsync(
            async context =>
            {
                var path = context.Request.Path.Value!;
                if (HttpMethods.IsPut(context.Request.Method))
                {
                    await Task.Yield();
                    var value = values[path] = int.Parse(context.Request.Query["v"].ToString(), CultureInfo.InvariantCulture);
                    if (value % 4 == 0)
                    {
                        // Carried out, but nobody is told.
                        context.Abort();
                    }

                    return;
                }

                // Read, and answered some time after: others come between.
                var seen = path.EndsWith("/customers", StringComparison.Ordinal) ? values.Values.DefaultIfEmpty(0).Max() : values.GetValueOrDefault(path);
                for (var i = Random.Shared.Next(4); i > 0; i--)
                {
                    await Task.Yield();
                }

                await context.Response.WriteAsync(seen.ToString(CultureInfo.InvariantCulture));
            },
            """{ "cache": {}, "cache-drop": { "DoubtSeconds": 0 } }""",
            fakeClock: false);
        var clients = Enumerable.Range(0, Callers).Select(_ => gateway.Client()).ToArray();
        var settled = new int[Items + 1];
        var late = new ConcurrentQueue<string>();

        // Every change of an item writes a larger number than all before it that were answered, so a smaller number that is read is an older value.
        async Task RunAsync(HttpClient client, (int Item, bool IsChange)[] steps, SemaphoreSlim[] writers)
        {
            foreach (var (item, isChange) in steps)
            {
                var path = item == Items ? "/customers" : $"/customers/{item}";
                if (isChange && item < Items)
                {
                    await writers[item].WaitAsync();
                    var value = Interlocked.Increment(ref next);
                    Assert.Equal(value % 4 == 0 ? 502 : 200, (await CacheGateway.SendOnlyAsync(client, HttpMethod.Put, $"{path}?v={value}")).Status);
                    Raise(ref settled[item], value);
                    Raise(ref settled[Items], value);
                    writers[item].Release();
                    continue;
                }

                var least = Volatile.Read(ref settled[item]);
                var read = int.Parse((await CacheGateway.SendOnlyAsync(client, HttpMethod.Get, path)).Body, CultureInfo.InvariantCulture);
                if (read < least)
                {
                    late.Enqueue($"{path} showed {read} after {least} was answered");
                }
            }
        }

        await Steps.Array[Callers].SampleAsync(
            async all =>
            {
                var writers = Enumerable.Range(0, Items).Select(_ => new SemaphoreSlim(1)).ToArray();
                await Task.WhenAll(all.Select((steps, i) => RunAsync(clients[i], steps, writers)));
                return late.IsEmpty;
            },
            iter: 150, threads: 1);

        Assert.Empty(late);
        Assert.True(gateway.Measured["retailsync.cache.requests{result=hit}"] > 100, "Hardly anything was given from the cache, so nothing was shown.");
        Assert.True(gateway.Measured["retailsync.cache.requests{result=dropped}"] > 20, "Hardly anything was dropped, so nothing was shown.");
    }

    private static void Raise(ref int place, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref place)) < value && Interlocked.CompareExchange(ref place, value, seen) != seen)
        {
        }
    }
}
