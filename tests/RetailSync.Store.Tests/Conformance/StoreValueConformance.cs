using System.Security.Cryptography;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Tests.Conformance;

/// <summary>What every store keeps as it was given, and what it refuses, asked of the real database.</summary>
public abstract class StoreValueConformance : IAsyncLifetime
{
    public static TheoryData<string> Texts { get; } = ["", " ", "Müller 東京 🧾 é", "'; drop table row; --", "@id $1 ?", new string('x', 100_000), "line\r\nline\ttab", "\uFEFFmark"];

    private IStore Store { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        Store = await OpenAsync(new WriteLimits());
        await Rows.CreateTablesAsync(Store);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_ComesBackAsItWas(string text)
    {
        await Store.WriteAsync(Rows.One("a", text));

        Assert.Equal(text, Assert.Single(await Store.QueryAsync("select caller from row"))[0]);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public async Task Integer_ComesBackAsItWas(long number)
    {
        await Store.WriteAsync(Rows.One("a", null, number));

        Assert.Equal(number, Assert.Single(await Store.QueryAsync("select amount from row"))[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_048_577)]
    [InlineData(10_485_760)]
    public async Task Bytes_ComeBackAsTheyWere(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);

        await Store.WriteAsync(Rows.One("a", null, null, bytes));

        var content = (byte[])Assert.Single(await Store.QueryAsync("select content from row"))[0]!;
        Assert.True(bytes.AsSpan().SequenceEqual(content));
    }

    [Fact]
    public async Task Null_ComesBackAsNull()
    {
        await Store.WriteAsync(Rows.One("a"));

        Assert.Equal([null, null, null], Assert.Single(await Store.QueryAsync("select caller, amount, content from row")));
    }

    [Fact]
    public async Task Values_OfTheUnitBefore_DoNotComeAgain()
    {
        await Store.WriteAsync(Rows.One("a", "x", 1, [1]));
        await Store.WriteAsync(Rows.One("b"));

        Assert.Equal([null, null, null], (await Store.QueryAsync("select caller, amount, content from row order by id"))[1]);
    }

    [Theory]
    [InlineData("a\0b", "NUL")]
    [InlineData("a<high>b", "half a surrogate pair")]
    [InlineData("<low>", "half a surrogate pair")]
    [InlineData("🧾<high>", "half a surrogate pair")]
    public async Task Text_ThatOneDatabaseWouldChange_IsRefused(string pattern, string why)
    {
        // Half a pair does not survive in an attribute.
        var text = pattern.Replace("<high>", "\uD83E", StringComparison.Ordinal).Replace("<low>", "\uDDFE", StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(Rows.One("a", text)));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("@caller", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.IdsAsync());
    }

    [Fact]
    public async Task Value_OfAnotherType_IsRefused()
    {
        var asInt = await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(new StoreWrite().Add(Rows.Insert, "a", null, 1, null)));
        var asText = await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(new StoreWrite().Add(Rows.Insert, "a", null, null, "bytes")));

        Assert.StartsWith("The value of @amount is a Int32, where a long or null is expected.", asInt.Message, StringComparison.Ordinal);
        Assert.StartsWith("The value of @content is a String, where a byte[] or null is expected.", asText.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("  ROLLBACK")]
    [InlineData("begin;")]
    [InlineData("\nvacuum")]
    [InlineData("set search_path = x")]
    public async Task Statement_ThatReachesBeyondItsUnit_IsRefused(string text)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(new StoreWrite().Add(Rows.Insert, "a", null, null, null).Add(new Sql(text))));

        Assert.Empty(await Store.IdsAsync());
        Assert.Equal([1], await Store.WriteAsync(Rows.One("b")));
    }

    [Fact]
    public async Task Statement_WithAParameterTwice_TakesItTwice()
    {
        var sql = new Sql("insert into row (id, caller) values (@id, '@id ''' || @id)", ("id", SqlType.Text));

        await Store.WriteAsync(new StoreWrite().Add(sql, "a"));

        Assert.Equal(["a", "@id 'a"], Assert.Single(await Store.QueryAsync("select id, caller from row")));
    }

    [Fact]
    public async Task Statement_WithOtherParametersThanDeclared_IsRefused()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Store.WriteAsync(new StoreWrite().Add(new Sql("delete from row where id = @other", ("id", SqlType.Text)), "a")));
        await Assert.ThrowsAnyAsync<Exception>(() => Store.WriteAsync(new StoreWrite().Add(new Sql("delete from row", ("id", SqlType.Text)), "a")));

        Assert.Equal([1], await Store.WriteAsync(Rows.One("b")));
    }

    private protected abstract Task PrepareAsync();

    private protected abstract Task<IStore> OpenAsync(WriteLimits limits);

    private protected abstract Task CleanUpAsync();
}
