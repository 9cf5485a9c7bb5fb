namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>An explanation must not cover what it does not explain.</summary>
public sealed class DoublesTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("-0.0", true)]
    [InlineData("0.5", true)]
    [InlineData("-2.750", true)]
    [InlineData("1e2", true)]
    [InlineData("50e-1", true)]
    [InlineData("9007199254740991", true)]
    [InlineData("0.1", false)]
    [InlineData("19.99", false)]
    [InlineData("4503599627370496.25", false)]
    [InlineData("9007199254740992", false)]
    [InlineData("1.0000000000000000001", false)]
    [InlineData("1e400", false)]
    [InlineData("1e-400", false)]
    public void Hold_Number_IsExact(string number, bool holds) => Assert.Equal(holds, Doubles.Hold(number));
}
