using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Sources;

public sealed class SourceTests
{
    [Fact]
    public void Sources_All_HaveNoForbiddenConstructs() => Faults.AssertNone(SourceRules.ForbiddenConstructs(Repository.Sources));

    [Fact]
    public void Todos_All_NameAnIssue() => Faults.AssertNone(SourceRules.TodosWithoutIssue(Repository.Sources));

    [Fact]
    public void Suppressions_All_HaveAReason() => Faults.AssertNone(SourceRules.SuppressionsWithoutReason(Repository.Sources));

    [Fact]
    public void Hosts_All_AreMadeByThePrograms() => Faults.AssertNone(SourceRules.WiringOutsideTheProgram(Repository.Sources));

    [Theory]
    [InlineData("    #region Fields\n", 1)]
    [InlineData("async void OnClick() { }", 1)]
    [InlineData("async Task OnClick() { }", 0)]
    [InlineData("context.Items[\"k\"] = 1;", 1)]
    [InlineData("exchange.Context.Items.Add(1, 2);", 1)]
    [InlineData("page.Items.Add(1);", 0)]
    [InlineData("services.AddHttpContextAccessor();", 1)]
    [InlineData("class A(IHttpContextAccessor accessor);", 1)]
    [InlineData("// async void is bad\nvar s = \"context.Items\";", 0)]
    public void ForbiddenConstructs_Sample_IsFlagged(string source, int expected) =>
        Assert.Equal(expected, SourceRules.ForbiddenConstructs([new("a/A.cs", source)]).Count());

    [Theory]
    [InlineData("// TODO: later", 1)]
    [InlineData("// TODO #12: later", 0)]
    [InlineData("// TODO(#12): later", 0)]
    [InlineData("/* FIXME */", 1)]
    [InlineData("var s = \"TODO\";", 0)]
    public void Todos_Sample_IsFlagged(string source, int expected) =>
        Assert.Equal(expected, SourceRules.TodosWithoutIssue([new("a/A.cs", source)]).Count());

    [Theory]
    [InlineData("#pragma warning disable CA1000\n", 1)]
    [InlineData("#pragma warning disable CA1000 // x\n", 1)]
    [InlineData("#pragma warning disable CA1000 // The interface asks for it.\n", 0)]
    [InlineData("[SuppressMessage(\"a\", \"b\")] class A;", 1)]
    [InlineData("[SuppressMessage(\"a\", \"b\", Justification = \"The interface asks for it.\")] class A;", 0)]
    public void Suppressions_Sample_IsFlagged(string source, int expected) =>
        Assert.Equal(expected, SourceRules.SuppressionsWithoutReason([new("a/A.cs", source)]).Count());

    [Theory]
    [InlineData("policies/RetailSync.Policies/A.cs", 1)]
    [InlineData("cli/RetailSync.Cli/A.cs", 1)]
    [InlineData("gateway/RetailSync.Gateway.Abstractions/A.cs", 1)]
    [InlineData("gateway/RetailSync.Gateway/A.cs", 0)]
    [InlineData("sandbox/RetailSync.Sandbox/A.cs", 0)]
    [InlineData("tests/RetailSync.Testing/A.cs", 0)]
    public void Wiring_Sample_IsFlagged(string path, int expected) =>
        Assert.Equal(expected, SourceRules.WiringOutsideTheProgram([new(path, "var app = WebApplication.CreateBuilder(args);")]).Count());
}
