using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary><c>x-retailsync-money</c>: amounts have the decimals of their currency.</summary>
public sealed class MoneyRuleTests
{
    [Theory]
    [InlineData("major", """{ "amount": 12.50, "currency": "EUR" }""", true)]
    [InlineData("major", """{ "amount": "12.50", "currency": "EUR" }""", true)]
    [InlineData("major", """{ "amount": 12.500, "currency": "EUR" }""", true)]
    [InlineData("major", """{ "amount": 12.505, "currency": "EUR" }""", false)]
    [InlineData("major", """{ "currency": "EUR", "amount": "12.505" }""", false)]
    [InlineData("major", """{ "amount": -0.01, "currency": "EUR" }""", true)]
    [InlineData("major", """{ "amount": 12, "currency": "JPY" }""", true)]
    [InlineData("major", """{ "amount": 12.5, "currency": "JPY" }""", false)]
    [InlineData("major", """{ "amount": 12.505, "currency": "KWD" }""", true)]
    [InlineData("major", """{ "amount": 12.5055, "currency": "KWD" }""", false)]
    [InlineData("major", """{ "amount": 12.5055, "currency": "CLF" }""", true)]
    [InlineData("major", """{ "amount": 0.123456789012, "currency": "XAU" }""", true)]
    [InlineData("major", """{ "amount": 1e-1, "currency": "JPY" }""", false)]
    [InlineData("major", """{ "amount": 1, "currency": "DEM" }""", false)]
    [InlineData("major", """{ "amount": 1, "currency": "eur" }""", false)]
    [InlineData("major", """{ "amount": 1, "currency": "\u0045UR" }""", true)]
    [InlineData("major", """{ "amount": 1, "currency": 978 }""", false)]
    [InlineData("major", """{ "amount": "EUR 5", "currency": "EUR" }""", false)]
    [InlineData("major", """{ "amount": true, "currency": "EUR" }""", false)]
    [InlineData("major", """{ "amount": 12.505 }""", true)]
    [InlineData("major", """{ "currency": "DEM" }""", true)]
    [InlineData("major", """{ "amount": null, "currency": "DEM" }""", true)]
    [InlineData("minor", """{ "amount": 1250, "currency": "EUR" }""", true)]
    [InlineData("minor", """{ "amount": 1250.0, "currency": "EUR" }""", true)]
    [InlineData("minor", """{ "amount": "1250", "currency": "EUR" }""", true)]
    [InlineData("minor", """{ "amount": 12.5, "currency": "EUR" }""", false)]
    [InlineData("minor", """{ "amount": 12.5, "currency": "KWD" }""", false)]
    [InlineData("minor", """{ "amount": 1, "currency": "XTS" }""", false)]
    [InlineData("minor", """[]""", true)]
    public void Judge_Object_HoldsAmountAndCurrency(string unit, string json, bool expected)
    {
        var schema = Compiling.Schema($$"""{ "x-retailsync-money": { "unit": "{{unit}}" } }""");

        Assert.Equal(expected ? SchemaVerdict.Valid : SchemaVerdict.Invalid, schema.Judge(json));
    }

    [Fact]
    public void Judge_OtherNames_AreFollowed()
    {
        var schema = Compiling.Schema("""{ "x-retailsync-money": { "amount": "/price/value", "currency": "/head/currency", "unit": "major" } }""");

        Assert.Equal(SchemaVerdict.Valid, schema.Judge("""{ "price": { "value": 1.25 }, "head": { "currency": "EUR" } }"""));
        Assert.Equal(SchemaVerdict.Invalid, schema.Judge("""{ "price": { "value": 1.25 }, "head": { "currency": "JPY" } }"""));
    }

    [Theory]
    [InlineData("""{ "amount": 12.505, "currency": "EUR" }""", "The amount has more decimals than the currency, which has 2.")]
    [InlineData("""{ "amount": 1, "currency": "DEM" }""", "The currency is no code of ISO 4217 for money in use, such as EUR.")]
    [InlineData("""{ "amount": [], "currency": "EUR" }""", "The amount is no number, or has more than 18 digits before the point or 12 after it.")]
    public void Explain_WrongMoney_SaysWhatIsWrong(string json, string message)
    {
        var failure = Assert.Single(Compiling.Schema("""{ "x-retailsync-money": { "unit": "major" } }""").Failures(json));

        Assert.Equal(new SchemaFailure("", "https://contract.invalid/test#/x-retailsync-money", message), failure);
    }

    [Theory]
    [InlineData("""{ "x-retailsync-money": "minor" }""", "'x-retailsync-money' must be a mapping such as { amount: /amount")]
    [InlineData("""{ "x-retailsync-money": {} }""", "'unit' of 'x-retailsync-money' must be minor")]
    [InlineData("""{ "x-retailsync-money": { "unit": "cents" } }""", "'unit' of 'x-retailsync-money' must be minor")]
    [InlineData("""{ "x-retailsync-money": { "unit": "minor", "scale": 2 } }""", "'x-retailsync-money' has no 'scale'.")]
    [InlineData("""{ "x-retailsync-money": { "unit": "minor", "amount": "/a/*" } }""", "'amount' must name one value")]
    [InlineData("""{ "x-retailsync-money": { "unit": "minor", "amount": 5 } }""", "'amount' must be a pointer")]
    [InlineData("""{ "x-retailsync-money": { "unit": "minor", "amount": "/currency" } }""", "Amount and currency of 'x-retailsync-money' are the same value.")]
    public void Compile_Misuse_IsAFaultWithItsPlace(string schema, string message)
    {
        var fault = Compiling.Fault(schema);

        Assert.StartsWith("test.json:1:", fault.Path, StringComparison.Ordinal);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }
}
