using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using RetailSync.Policies.Cache;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>The rules that need no gateway.</summary>
public sealed class CacheRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("max-age=60", 60)]
    [InlineData("MAX-AGE = 60", 60)]
    [InlineData("max-age=\"60\"", 60)]
    [InlineData("public,max-age=60,stale-while-revalidate=5", 60)]
    [InlineData("max-age=60, max-age=10", 10)]
    [InlineData("max-age=99999999999999999999", int.MaxValue)]
    [InlineData("max-age=-1", 0)]
    [InlineData("max-age=1.5", 0)]
    [InlineData("max-age", 0)]
    [InlineData("x=\"a, max-age=5\"", null)]
    [InlineData("x=\"a\\\", max-age=5\"", null)]
    [InlineData("xmax-age=5", null)]
    [InlineData("", null)]
    [InlineData(", ,", null)]
    public void Parse_MaxAge_IsTheStricterReading(string header, int? expected) => Assert.Equal(expected, CacheControl.Parse(header).MaxAge);

    [Theory]
    [InlineData("no-store", true, false, false)]
    [InlineData("No-Cache", false, true, false)]
    [InlineData("no-cache=\"Set-Cookie, X\"", false, true, false)]
    [InlineData("private=\"X\"", false, false, true)]
    [InlineData("x=\"no-store\"", false, false, false)]
    public void Parse_Prohibitions_AreFound(string header, bool noStore, bool noCache, bool isPrivate)
    {
        var control = CacheControl.Parse(header);

        Assert.Equal((noStore, noCache, isPrivate), (control.NoStore, control.NoCache, control.IsPrivate));
    }

    [Fact]
    public void Parse_SeveralLines_CountTogether()
    {
        var control = CacheControl.Parse(new StringValues(["max-age=60", "no-store"]));

        Assert.Equal((60L, true), (control.MaxAge, control.NoStore));
    }

    [Fact]
    public void Parse_AnyText_EndsWithoutAnError() => Gen.String.Array[0, 4].Sample(lines => CacheControl.Parse(new StringValues(lines)) is var _);

    [Theory]
    [InlineData("\"a\"", "\"a\"", true)]
    [InlineData("W/\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", "W/\"a\"", true)]
    [InlineData("\"b\",\"a\"", "\"a\"", true)]
    [InlineData("\"a,b\"", "\"b\"", false)]
    [InlineData("\"aa\"", "\"a\"", false)]
    [InlineData("a", "\"a\"", false)]
    [InlineData("\"a", "\"a\"", false)]
    [InlineData("w/\"a\"", "\"a\"", false)]
    [InlineData("*", null, true)]
    [InlineData("\"a\"", null, false)]
    public void Matches_Tags_AreComparedWeakly(string condition, string? tag, bool expected) => Assert.Equal(expected, EntityTags.Matches(condition, tag));

    [Theory]
    [InlineData("\"a\"", true)]
    [InlineData("W/\"\"", true)]
    [InlineData("a", false)]
    [InlineData("\"a\", \"b\"", false)]
    [InlineData("\"", false)]
    [InlineData("", false)]
    public void IsOne_Header_IsOneTag(string header, bool expected) => Assert.Equal(expected, EntityTags.IsOne(header));

    [Fact]
    public void Matches_AnyText_EndsWithoutAnError() => Gen.Select(Gen.String.Array[0, 4], Gen.String).Sample((lines, tag) => EntityTags.Matches(new StringValues(lines), tag) is var _);

    [Theory]
    [InlineData(60, "max-age=30", null, null, 30, 0)]
    [InlineData(60, null, null, null, 60, 0)]
    [InlineData(60, null, 20, null, 20, 0)]
    [InlineData(60, "max-age=30", 20, null, 30, 0)]
    [InlineData(60, "max-age=600", null, "12", 60, 12)]
    [InlineData(60, "max-age=600", null, "soon", 60, 0)]
    [InlineData(0, "max-age=600", null, null, 0, 0)]
    [InlineData(60, "no-cache", null, null, 0, 0)]
    public void Of_Answer_LifetimeAndAge(int declared, string? control, int? expiresIn, string? age, int lifetime, int initialAge)
    {
        var headers = Headers(("Date", Now.ToString("r")), ("Cache-Control", control), ("Age", age), ("Expires", expiresIn is { } seconds ? Now.AddSeconds(seconds).ToString("r") : null));

        var freshness = Freshness.Of(headers, new CacheDeclaration(declared, false, 0), 86_400, Now, 0)!.Value;

        Assert.Equal((lifetime, initialAge), (freshness.Lifetime, freshness.InitialAge));
    }

    [Theory]
    [InlineData(0, 7, 0, 7)]
    [InlineData(10, 7, 0, 10)]
    [InlineData(10, 7, 5, 12)]
    [InlineData(-30, 7, 0, 7)]
    public void Of_Answer_AgeIsTheLargerOfWhatTheClockAndTheHeaderSay(int dateAgo, int delay, int age, int expected)
    {
        var headers = Headers(("Date", Now.AddSeconds(-dateAgo).ToString("r")), ("Age", age.ToString()));

        Assert.Equal(expected, Freshness.Of(headers, new CacheDeclaration(60, false, 0), 86_400, Now, delay)!.Value.InitialAge);
    }

    [Theory]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a", "/a/b/c", true)]
    [InlineData("/a/b/c", "/a", true)]
    [InlineData("/", "/a", true)]
    [InlineData("/a/", "/a", true)]
    [InlineData("/a/b", "/a/c", false)]
    [InlineData("/ab", "/a", false)]
    public void Marks_Change_ConcernsWhatLiesAboveAndBelow(string changed, string read, bool expected)
    {
        var marks = new ChangeMarks(new FakeTimeProvider());
        var number = marks.Last;

        marks.Changed(ResourcePath.Of("api", changed));

        Assert.Equal(expected, marks.HasChangedSince(number, ResourcePath.Of("api", read)));
        Assert.False(marks.HasChangedSince(number, ResourcePath.Of("other", read)));
        Assert.False(marks.HasChangedSince(marks.Last, ResourcePath.Of("api", read)));
    }

    [Fact]
    public void Marks_AnyChanges_NeverForgetOne()
    {
        var path = Gen.Int[0, 3].Array[0, 5].Select(parts => "/" + string.Join('/', parts));
        Gen.Select(path.Array[1, 30], path, Gen.Int[0, 29]).Sample((changes, read, after) =>
        {
            var marks = new ChangeMarks(new FakeTimeProvider());
            foreach (var change in changes)
            {
                marks.Changed(ResourcePath.Of("api", change));
            }

            var concerned = changes.Skip(after).Any(change => Concerns(change, read));
            return !concerned || marks.HasChangedSince(Math.Min(after, changes.Length), ResourcePath.Of("api", read));
        });
    }

    [Fact]
    public void Marks_ChangeOnItsWay_IsCountedUpAndDown()
    {
        var marks = new ChangeMarks(new FakeTimeProvider());
        var (item, collection, sibling) = (ResourcePath.Of("api", "/a/1"), ResourcePath.Of("api", "/a"), ResourcePath.Of("api", "/a/2"));
        marks.Begin(item);
        marks.Begin(item);
        marks.End(item);

        Assert.Equal((true, true, false), (marks.IsChanging(item), marks.IsChanging(collection), marks.IsChanging(sibling)));
        marks.End(item);
        Assert.Equal((false, false), (marks.IsChanging(item), marks.IsChanging(collection)));
    }

    [Fact]
    public void Marks_Doubt_Passes()
    {
        var clock = new FakeTimeProvider();
        var marks = new ChangeMarks(clock);
        var (item, below) = (ResourcePath.Of("api", "/a/1"), ResourcePath.Of("api", "/a/1/b"));
        marks.Doubt(item, TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(marks.IsChanging(below));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(marks.IsChanging(below));
    }

    [Fact]
    public void Resource_DeeperThanTold_CountsAsTheOneAtTheCut()
    {
        var marks = new ChangeMarks(new FakeTimeProvider());
        var deep = string.Concat(Enumerable.Repeat("/x", 20));
        var resource = ResourcePath.Of("api", deep);

        marks.Changed(resource);

        Assert.False(resource.IsWhole);
        Assert.True(marks.HasChangedSince(0, ResourcePath.Of("api", deep.AsSpan(0, 2 * ResourcePath.MaxDepth))));
    }

    private static bool Concerns(string a, string b)
    {
        var (left, right) = (a.Split('/', StringSplitOptions.RemoveEmptyEntries), b.Split('/', StringSplitOptions.RemoveEmptyEntries));
        return left.Zip(right).All(pair => pair.First == pair.Second);
    }

    private static HeaderDictionary Headers(params (string Name, string? Value)[] headers)
    {
        var all = new HeaderDictionary();
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            all[name] = value;
        }

        return all;
    }
}
