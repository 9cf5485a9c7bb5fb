using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class FormatTableTests
{
    [Fact]
    public void Find_EveryKnownName_HasItsOwnCheck()
    {
        var checks = Checks.Names.Select(FormatTable.Find).ToArray();

        Assert.DoesNotContain(null, checks);
        Assert.Equal(Checks.Names.Length, checks.Select(check => check!.Method).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Date")]
    [InlineData("gtin")]
    [InlineData("int32")]
    [InlineData("double")]
    [InlineData("binary")]
    [InlineData("password")]
    public void Find_NameThatSaysNothingOfText_IsNull(string format)
    {
        var check = FormatTable.Find(format);

        Assert.Null(check);
    }
}
