namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class DateTimeFormatTests
{
    [Theory]
    [InlineData("2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01t08:00:00z")]
    [InlineData("2026-03-01T08:00:00.5+01:00")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2017-01-01T08:59:60+09:00")]
    public void DateTime_DateAndTime_IsValid(string text)
    {
        var valid = Checks.IsValid("date-time", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T")]
    [InlineData("2026-03-01T08:00:00")]
    [InlineData("2026-03-01 08:00:00Z")]
    [InlineData("2026-03-01_08:00:00Z")]
    [InlineData("2026-02-29T08:00:00Z")]
    [InlineData("2026-03-01T24:00:00Z")]
    [InlineData("2026-03-01T08:00Z")]
    [InlineData("2026-03-01T23:58:60Z")]
    [InlineData("20260301T080000Z")]
    [InlineData("2026-03-01T08:00:00Z ")]
    [InlineData("T08:00:00Z")]
    [InlineData("2026-03-01TT8:00:00Z")]
    public void DateTime_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("date-time", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("2026-03-01T08:00:00")]
    [InlineData("2026-03-01t08:00:00.25")]
    public void DateTimeLocal_WithoutOffset_IsValid(string text)
    {
        var valid = Checks.IsValid("date-time-local", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01T08:00:00+01:00")]
    [InlineData("2026-03-01")]
    [InlineData("2026-02-30T08:00:00")]
    public void DateTimeLocal_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("date-time-local", text);

        Assert.False(valid);
    }
}
