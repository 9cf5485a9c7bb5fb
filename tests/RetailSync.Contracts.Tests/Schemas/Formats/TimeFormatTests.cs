namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class TimeFormatTests
{
    [Theory]
    [InlineData("00:00:00Z")]
    [InlineData("23:59:59z")]
    [InlineData("12:30:15+00:00")]
    [InlineData("12:30:15-00:00")]
    [InlineData("12:30:15.0+23:59")]
    [InlineData("12:30:15.123456789012345678901234567890-23:59")]
    public void Time_WithOffset_IsValid(string text)
    {
        var valid = Checks.IsValid("time", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("24:00:00Z")]
    [InlineData("12:60:00Z")]
    [InlineData("12:00:61Z")]
    [InlineData("12:00:00+24:00")]
    [InlineData("12:00:00+01:60")]
    public void Time_OutOfRange_IsInvalid(string text)
    {
        var valid = Checks.IsValid("time", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12:00Z")]
    [InlineData("1:02:03Z")]
    [InlineData("12:00:00")]
    [InlineData("12:00:00.Z")]
    [InlineData("12:00:00,5Z")]
    [InlineData("12:00:00+1:00")]
    [InlineData("12:00:00+0100")]
    [InlineData("12:00:00+01")]
    [InlineData("12:00:00 Z")]
    [InlineData("12:00:00ZZ")]
    [InlineData("12-00-00Z")]
    [InlineData("12:00:00*01:00")]
    [InlineData("12:00:00+01-00")]
    [InlineData("12:00:00+01:00Z")]
    [InlineData("12:00:0\u0663Z")]
    [InlineData("+2:00:00Z")]
    public void Time_OtherSpelling_IsInvalid(string text)
    {
        var valid = Checks.IsValid("time", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("23:59:60Z")]
    [InlineData("23:59:60.999Z")]
    [InlineData("00:59:60+01:00")]
    [InlineData("18:59:60-05:00")]
    [InlineData("05:44:60+05:45")]
    [InlineData("23:58:60+23:59")]
    [InlineData("00:00:60-23:59")]
    public void Time_LeapSecondAtMidnightUtc_IsValid(string text)
    {
        var valid = Checks.IsValid("time", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("00:00:60Z")]
    [InlineData("12:59:60Z")]
    [InlineData("23:59:60+01:00")]
    [InlineData("23:59:60-01:00")]
    [InlineData("01:59:60-01:00")]
    public void Time_LeapSecondElsewhere_IsInvalid(string text)
    {
        var valid = Checks.IsValid("time", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("23:59:59.5")]
    [InlineData("10:59:60")]
    public void TimeLocal_WithoutOffset_IsValid(string text)
    {
        var valid = Checks.IsValid("time-local", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00:00")]
    [InlineData("00:00:00Z")]
    [InlineData("00:00:00.")]
    [InlineData("24:00:00")]
    [InlineData("12:00:00+01:00")]
    public void TimeLocal_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("time-local", text);

        Assert.False(valid);
    }
}
