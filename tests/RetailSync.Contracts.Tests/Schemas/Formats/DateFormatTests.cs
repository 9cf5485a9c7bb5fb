namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class DateFormatTests
{
    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2000-02-29")]
    [InlineData("0000-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2026-04-30")]
    [InlineData("2026-08-31")]
    public void Date_DayOfTheCalendar_IsValid(string text)
    {
        var valid = Checks.IsValid("date", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2026-04-31")]
    [InlineData("2026-06-31")]
    [InlineData("2026-09-31")]
    [InlineData("2026-11-31")]
    [InlineData("2026-00-10")]
    [InlineData("2026-13-10")]
    [InlineData("2026-10-00")]
    [InlineData("2026-01-32")]
    public void Date_DayThatIsNot_IsInvalid(string text)
    {
        var valid = Checks.IsValid("date", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-1-02")]
    [InlineData("2026-01-2")]
    [InlineData("20260102")]
    [InlineData("2026/01/02")]
    [InlineData("2026-01/02")]
    [InlineData("026-01-02")]
    [InlineData("12026-01-02")]
    [InlineData("-026-01-02")]
    [InlineData("2026-01-02 ")]
    [InlineData(" 2026-01-0")]
    [InlineData("2026-W01-1")]
    [InlineData("2026-01-0\u0663")]
    [InlineData("\u0662\u0660\u0662\u0666-01")]
    [InlineData("2026-01-02T00:00:00Z")]
    [InlineData("2026-01-0a")]
    [InlineData("2O26-01-02")]
    public void Date_OtherSpelling_IsInvalid(string text)
    {
        var valid = Checks.IsValid("date", text);

        Assert.False(valid);
    }
}
