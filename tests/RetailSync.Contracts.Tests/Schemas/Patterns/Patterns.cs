using System.Text;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

/// <summary>Patterns for tests, with the fault in the failure text when one does not compile.</summary>
internal static class Patterns
{
    internal static CompiledPattern Compile(string pattern)
    {
        var compiled = CompiledPattern.Compile(pattern, out var fault);
        Assert.True(compiled is not null, $"{pattern}: {fault}");
        return compiled;
    }

    internal static bool IsMatch(string pattern, string text) => Compile(pattern).IsMatch(Encoding.UTF8.GetBytes(text));

    internal static PatternProgram Program(string pattern)
    {
        Assert.True(EcmaPattern.TryParse(pattern, out var root, out var fault), $"{pattern}: {fault}");
        return PatternProgramBuilder.Build(root!, out _)!;
    }
}
