namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class UuidFormatTests
{
    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    [InlineData("0198F2A4-7C3B-7E11-9d2f-3a5b6c7d8e9f")]
    public void Uuid_FiveGroupsOfHex_IsValid(string text)
    {
        var valid = Checks.IsValid("uuid", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0198f2a47c3b7e119d2f3a5b6c7d8e9f")]
    [InlineData("{0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8e9f}")]
    [InlineData("0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8e9")]
    [InlineData("0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8e9f0")]
    [InlineData("0198g2a4-7c3b-7e11-9d2f-3a5b6c7d8e9f")]
    [InlineData("0198f2a4_7c3b-7e11-9d2f-3a5b6c7d8e9f")]
    [InlineData("0198f2a4-7c3b_7e11-9d2f-3a5b6c7d8e9f")]
    [InlineData("0198f2a4-7c3b-7e11_9d2f-3a5b6c7d8e9f")]
    [InlineData("0198f2a4-7c3b-7e11-9d2f_3a5b6c7d8e9f")]
    [InlineData("0x98f2a4-7c3b-7e11-9d2f-3a5b6c7d8e9f")]
    [InlineData("0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8e9 ")]
    [InlineData("0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8e@f")]
    [InlineData("0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8\u0665")]
    public void Uuid_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("uuid", text);

        Assert.False(valid);
    }
}
