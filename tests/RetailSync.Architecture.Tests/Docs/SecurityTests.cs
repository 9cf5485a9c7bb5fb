using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Docs;

public sealed class SecurityTests
{
    [Fact]
    public void Page_EveryCase_HasARowAndItsTests() =>
        Faults.AssertNone(SecurityRules.Faults(Repository.File("docs/security.md"), Repository.Sources.Where(file => Repository.IsTestOrBench(file.Path))));

    [Theory]
    [InlineData("tested", "A1", "")]
    [InlineData("in part", "A1", "")]
    [InlineData("not built", "A2", "")]
    [InlineData("tested", "A2", "docs/security.md: A1 is said to be tested, and no test carries [Trait(\"Attack\", \"A1\")].")]
    [InlineData("in part", "A2", "docs/security.md: A1 is said to be tested, and no test carries [Trait(\"Attack\", \"A1\")].")]
    [InlineData("not built", "A1", "docs/security.md: A1 is said to be not built, and tests/A.cs tests it.")]
    [InlineData("fine", "A1", "docs/security.md: A1 has the status 'fine'. Known: tested, in part, not built.")]
    public void Faults_Status_MustFitTheTests(string status, string trait, string expected) =>
        Assert.Equal(expected, string.Join('\n', Check([.. Rows("A1"), $"| A1 | attack | answer | {status} |"], trait)));

    [Fact]
    public void Faults_RowMissing_IsTold() => Assert.Equal(["docs/security.md: no row says what becomes of A1."], Check(Rows("A1"), "A2"));

    [Fact]
    public void Faults_RowTwice_IsTold() => Assert.Equal(["docs/security.md: A1 has 2 rows."], Check([.. Rows(""), "| A1 | again | answer | tested |"], "A1"));

    [Theory]
    [InlineData("H1")]
    [InlineData("a1")]
    public void Faults_TraitOfNoCase_IsTold(string trait) => Assert.Equal([$"tests/A.cs: no case is named {trait}."], Check(Rows(""), "A1", trait));

    // All cases but one, with a test for each.
    private static IEnumerable<string> Rows(string without) => SecurityRules.Cases.Where(name => name != without).Select(name => $"| {name} | attack | answer | tested |");

    private static IEnumerable<string> Check(IEnumerable<string> rows, params string[] traits) => SecurityRules.Faults(
        new TextFile("docs/security.md", string.Join('\n', rows)),
        [new TextFile("tests/A.cs", string.Join('\n', SecurityRules.Cases.Skip(1).Concat(traits).Select(name => $"[Trait(\"Attack\", \"{name}\")]")))]);
}
