namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class DurationFormatTests
{
    [Theory]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("P1D")]
    [InlineData("PT1H")]
    [InlineData("PT1M")]
    [InlineData("PT1S")]
    [InlineData("P3W")]
    [InlineData("P1Y2M3DT4H5M6S")]
    [InlineData("P1YT1S")]
    [InlineData("P1Y2MT3M")]
    [InlineData("P007D")]
    [InlineData("P0Y")]
    [InlineData("PT123456789012345678901234567890S")]
    public void Duration_UnitsInOrder_IsValid(string text)
    {
        var valid = Checks.IsValid("duration", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("P1M1Y")]
    [InlineData("P1Y1D")]
    [InlineData("PT1H1S")]
    [InlineData("PT1S1M")]
    [InlineData("P1D1D")]
    [InlineData("P1H")]
    [InlineData("PT1Y")]
    [InlineData("PT1W")]
    [InlineData("P1W1D")]
    [InlineData("P1Y1W")]
    [InlineData("P1WT1H")]
    [InlineData("P1S")]
    public void Duration_UnitsOutOfPlace_IsInvalid(string text)
    {
        var valid = Checks.IsValid("duration", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("PW")]
    [InlineData("PT1")]
    [InlineData("P1DT")]
    [InlineData("PD")]
    [InlineData("P1.5D")]
    [InlineData("PT1,5S")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("+P1D")]
    [InlineData("p1d")]
    [InlineData("P1d")]
    [InlineData("1D")]
    [InlineData("P1D ")]
    [InlineData("P 1D")]
    [InlineData("P1DT1HT1M")]
    [InlineData("P1W2W")]
    [InlineData("P\u0661D")]
    public void Duration_OtherSpelling_IsInvalid(string text)
    {
        var valid = Checks.IsValid("duration", text);

        Assert.False(valid);
    }
}
