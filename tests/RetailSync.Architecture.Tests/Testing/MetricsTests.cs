using RetailSync.Testing;

namespace RetailSync.Architecture.Testing;

public sealed class MetricsTests
{
    private const string Text = """
        # TYPE refused_total counter
        refused_total{policy="quota",system="crm"} 2 1700000000
        refused_total{policy="quota",system="pos"} 3
        refused_total{policy="a\"b"} 4
        refused 7
        """;

    [Theory]
    [InlineData("refused_total", null, null, 9)]
    [InlineData("refused_total", "policy", "quota", 5)]
    [InlineData("refused_total", "system", "pos", 3)]
    [InlineData("refused_total", "system", "oms", 0)]
    [InlineData("refused", null, null, 7)]
    public void Sum_Samples_AreChosenByLabels(string name, string? label, string? value, double expected) =>
        Assert.Equal(expected, Metrics.Sum(Text, name, label is null ? [] : [(label, value!)]));
}
