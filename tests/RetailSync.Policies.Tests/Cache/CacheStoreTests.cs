using System.Diagnostics.Metrics;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Policies.Cache;

namespace RetailSync.Policies.Tests.Cache;

public sealed class CacheStoreTests : IDisposable
{
    private const int Budget = 1_048_576;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CacheStore _store;
    private readonly Measured _measured;

    public CacheStoreTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _measured = new Measured(meters);
        _store = new CacheStore(new CacheStoreOptions { MaxBytes = Budget, MaxAnswerBytes = 65_536 }, new CacheMetrics(meters));
    }

    public void Dispose()
    {
        _measured.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Keep_MoreThanTheBudget_StaysWithinIt()
    {
        for (var i = 0; i < 500; i++)
        {
            _store.Keep(Entry($"/{i}", 10_000));
        }

        Assert.InRange(_store.Bytes, Budget / 2, Budget);
        Assert.Equal(500, _measured["retailsync.cache.stored{}"]);
        Assert.Equal(500 - _store.Count, _measured["retailsync.cache.evicted{}"]);
    }

    [Fact]
    public void Keep_FloodOfOthers_WhatIsAskedForStays()
    {
        _store.Keep(Entry("/wanted", 1_000));
        for (var i = 0; i < 2_000; i++)
        {
            _store.Keep(Entry($"/{i}", 1_000));
            Assert.NotNull(_store.Find(Key("/wanted"), new HeaderDictionary()));
        }
    }

    [Fact]
    public void Keep_SameVariantTwice_ReplacesIt()
    {
        _store.Keep(Entry("/a", 1_000));
        var second = Entry("/a", 2_000);
        _store.Keep(second);

        Assert.Same(second, _store.Find(Key("/a"), new HeaderDictionary()));
        Assert.Equal((1, (long)second.Bytes), (_store.Count, _store.Bytes));
    }

    [Fact]
    public void Keep_AnswerFromBeforeALaterChange_DoesNotReplaceTheOneFromAfterIt()
    {
        var newer = Entry("/a", 1_000, changes: 5);
        _store.Keep(newer);
        _store.Keep(Entry("/a", 1_000, changes: 4));

        Assert.Same(newer, _store.Find(Key("/a"), new HeaderDictionary()));
    }

    [Fact]
    public void Remove_ReplacedEntry_LeavesTheNewOne()
    {
        var (old, other) = (Entry("/a", 1_000), Entry("/a", 1_000));
        _store.Keep(old);
        _store.Keep(other);
        _store.Remove(old);

        Assert.Same(other, _store.Find(Key("/a"), new HeaderDictionary()));
        _store.Remove(other);
        _store.Remove(other);
        Assert.Equal((0, 0L), (_store.Count, _store.Bytes));
    }

    [Fact]
    public void Store_AnySequence_CountsWhatItHolds()
    {
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 60_000], Gen.Bool).Array[1, 200].Sample(
            steps =>
            {
                var store = new CacheStore(new CacheStoreOptions { MaxBytes = Budget, MaxAnswerBytes = 65_536 }, new CacheMetrics(_services.GetRequiredService<IMeterFactory>()));
                foreach (var (path, length, isRemoval) in steps)
                {
                    if (isRemoval && store.Find(Key($"/{path}"), new HeaderDictionary()) is { } found)
                    {
                        store.Remove(found);
                    }
                    else
                    {
                        store.Keep(Entry($"/{path}", length));
                    }
                }

                var held = Enumerable.Range(0, 31).Select(path => store.Find(Key($"/{path}"), new HeaderDictionary())).OfType<CacheEntry>().ToList();
                return held.Count == store.Count && held.Sum(entry => (long)entry.Bytes) == store.Bytes && store.Bytes <= Budget;
            },
            iter: 300);
    }

    [Fact]
    public void Keep_FromManyThreads_StaysWithinTheBudget()
    {
        Parallel.For(0, 4_000, i =>
        {
            var path = $"/{i % 97}";
            _store.Keep(Entry(path, (i % 7) * 5_000));
            if (i % 3 == 0 && _store.Find(Key(path), new HeaderDictionary()) is { } found)
            {
                _store.Remove(found);
            }
        });

        Assert.InRange(_store.Bytes, 0, Budget);
        Assert.InRange(_store.Count, 1, 97);
    }

    [Theory]
    [InlineData("MaxBytes", "1048575", "The field Cache.MaxBytes must be between 1048576 and 17179869184.")]
    [InlineData("MaxAnswerBytes", "1023", "The field Cache.MaxAnswerBytes must be between 1024 and 67108864.")]
    [InlineData("MaxAnswerBytes", "16777217", "MaxAnswerBytes (16777217) must be at most a quarter of MaxBytes (67108864).")]
    [InlineData("Colour", "red", "'Colour'")]
    public void AddCacheStore_WrongSetting_IsAFault(string key, string value, string expected)
    {
        var faults = new List<ConfigFault>();

        new ServiceCollection().AddCacheStore(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>($"Cache:{key}", value)]).Build(), faults);

        var fault = Assert.Single(faults);
        Assert.Equal("Cache", fault.Path);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddCacheStore_Nothing_HasTheDefaults()
    {
        using var services = new ServiceCollection().AddCacheStore(new ConfigurationBuilder().Build(), []).BuildServiceProvider();

        var options = services.GetRequiredService<CacheStoreOptions>();

        Assert.Equal((67_108_864L, 1_048_576), (options.MaxBytes, options.MaxAnswerBytes));
    }

    [Theory]
    [InlineData("cache", "MaxAgeSeconds", "-1", false)]
    [InlineData("cache", "MaxAgeSeconds", "0", true)]
    [InlineData("cache", "MaxAgeSeconds", "86400", true)]
    [InlineData("cache", "MaxAgeSeconds", "86401", false)]
    [InlineData("cache-drop", "DoubtSeconds", "-1", false)]
    [InlineData("cache-drop", "DoubtSeconds", "0", true)]
    [InlineData("cache-drop", "DoubtSeconds", "3600", true)]
    [InlineData("cache-drop", "DoubtSeconds", "3601", false)]
    public void Options_AtTheEdges_AreChecked(string policy, string key, string value, bool isRight) =>
        Assert.Equal(isRight, Built.Faults(policy, (key, value)).Count == 0);

    private static CacheKey Key(string path) => new(1, path, "", null, null);

    private static CacheEntry Entry(string path, int length, long changes = 0) => CacheEntry.Of(
        Key(path), Variant.Of(default, new HeaderDictionary())!, changes, 0, new Freshness(60, 0, false), 0, AnswerHead.Of(new HeaderDictionary()), new byte[length]);
}
