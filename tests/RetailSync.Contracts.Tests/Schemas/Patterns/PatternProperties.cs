using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

/// <summary>The automaton against .NET's own engine, over random patterns and texts of few letters, so that they meet.</summary>
public class PatternProperties
{
    private static readonly string[] Atoms = ["a", "b", "1", "-", ".", "[ab]", "[^a]", "[^\\w]", "[a-b1]", "\\d", "\\w", "\\W", "\\s", "\\S"];
    private static readonly string[] Edges = ["^", "$", "\\b", "\\B"];
    private static readonly string[] Quantifiers = ["*", "+", "?", "{2}", "{1,2}", "{2,}", "{0,3}", "*?", "+?"];
    private static readonly string[] WideAtoms = ["é", "🐲", "[à-ü]", "[🐱-😀]", "[^é]", "[^🐲]", "\\p{L}", "\\P{L}", "\\p{So}", "\\p{Lu}", "."];

    private static readonly Gen<string> Narrow = Pattern(OneOf(Atoms), OneOf(Edges), depth: 3, least: 1);
    private static readonly Gen<string> Wide = Pattern(OneOf([.. Atoms, .. WideAtoms]), OneOf("^", "$"), depth: 2, least: 0);
    private static readonly Gen<string[]> NarrowTexts = Texts("a", "b", "1", "-", " ");
    private static readonly Gen<string[]> WideTexts = Texts("a", "b", "1", "é", "Ä", "🐲", "😀", "中", "\u2028");

    [Fact]
    public void IsMatch_AnyAsciiPattern_AgreesWithDotNet() => Gen.Select(Narrow, NarrowTexts).Sample(
        (pattern, texts) =>
        {
            // Over these letters the two dialects differ in the dollar sign alone, so the oracle needs no translation of ours. Choices are never empty:
            // .NET 10 holds that '(?:a{1,2}|){2}' does not match the empty text.
            var oracle = new Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            var compiled = Patterns.Compile(pattern);
            return texts.All(text => compiled.IsMatch(Encoding.UTF8.GetBytes(text)) == oracle.IsMatch(text));
        },
        iter: 1_500);

    [Fact]
    public void IsMatch_AnyUnicodePattern_AgreesWithTheTranslation() => Gen.Select(Wide, WideTexts).Sample(
        (pattern, texts) =>
        {
            EcmaPattern.TryTranslate(pattern, out var translated, out _);
            // NonBacktracking refuses sets of hundreds of ranges as too large; over texts this short backtracking will do.
            var oracle = new Regex(translated!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20));
            var compiled = Patterns.Compile(pattern);
            return texts.All(text => compiled.IsMatch(Encoding.UTF8.GetBytes(text)) == oracle.IsMatch(text));
        },
        iter: 300);

    [Fact]
    public void Judge_Walker_AgreesWithTheAutomaton() => Gen.Select(Narrow, NarrowTexts).Sample(
        (pattern, texts) =>
        {
            var program = Patterns.Program(pattern);
            var automaton = AutomatonBuilder.TryBuild(program);
            var walker = new ProgramWalker(program);

            // A few of the patterns are too large for an automaton: those are what the walker is for.
            return automaton is null || texts.Select(Encoding.UTF8.GetBytes).All(text => automaton.Judge(text) == walker.Judge(text));
        },
        iter: 1_500);

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(at => choices[at]);

    private static Gen<string[]> Texts(params string[] letters) => OneOf(letters).Array[0, 8].Select(string.Concat).Array[1, 12];

    private static Gen<string> Pattern(Gen<string> atoms, Gen<string> edges, int depth, int least)
    {
        var quantifier = Gen.Frequency((2, Gen.Const("")), (1, OneOf(Quantifiers)));
        var atom = depth == 0
            ? atoms
            : Gen.Frequency((3, atoms), (1, Pattern(atoms, edges, depth - 1, least).Select(body => $"(?:{body})")), (1, Pattern(atoms, edges, depth - 1, least).Select(body => $"({body})")));
        var term = Gen.Frequency((6, Gen.Select(atom, quantifier, string.Concat)), (1, edges));
        return term.Array[least, 3].Select(string.Concat).Array[1, 3].Select(choices => string.Join('|', choices));
    }
}
