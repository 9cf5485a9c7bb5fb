using System.Diagnostics;
using System.Text;
using CsCheck;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Reading;

/// <summary>Whatever bytes come, the readers answer with a document or with faults: they never throw, and never hang.</summary>
public class ReaderRobustnessTests
{
    private const string Seed =
        """
        openapi: 3.1.0
        a: &x [1, 0x1F, .5, "q\u0041", 'it''s', ~, {k: v, ? z : y}]
        b: *x
        c: |
          text
           more
        d: >-
          folded
        e: !!str 5
        # comment
        f: {"a": [true, null], "b": -1.5e3}
        """;

    private static readonly string[] Tokens = ["---\n", "...\n", "- ", "? ", ": ", "<<: ", "!!int ", "!<", "%TAG ! tag:x,\n", "\\ud800", "\\U99999999", "&x ", "*x", "\n\t", "0x", "0o", "+.inf", "1e99999", "\"\\u", "\r"];

    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.String[Gen.Char["{}[],:-?&*!|>'\"%@`#~ \t\n\r\\uxU0179aef<.=\0\u0085\u2028\uFEFF"], 0, 6],
        Gen.Int[0, Tokens.Length - 1].Select(index => Tokens[index]));

    private static readonly Gen<string> Texts =
        from cut in Gen.Int[0, Seed.Length]
        from length in Gen.Int[0, 12]
        from piece in Pieces
        from second in Gen.Int[0, Seed.Length]
        from other in Pieces
        let once = Seed[..cut] + piece + Seed[Math.Min(cut + length, Seed.Length)..]
        select once.Insert(Math.Min(second, once.Length), other);

    [Theory]
    [InlineData("x.yaml")]
    [InlineData("x.json")]
    public void Read_DamagedText_AnswersWithDocumentOrFaults(string name) =>
        Gen.OneOf(Texts, Gen.String).Sample(
            text =>
            {
                List<ConfigFault> faults = [];
                var document = DocumentReader.Read(name, Encoding.UTF8.GetBytes(text), faults);
                return document is not null || faults.Count > 0;
            },
            iter: 5_000);

    [Theory]
    [InlineData("x.yaml", "[", "")]
    [InlineData("x.yaml", "{a: ", "")]
    [InlineData("x.yaml", "- ", "")]
    [InlineData("x.yaml", "? ", "")]
    [InlineData("x.yaml", "a: ", "")]
    [InlineData("x.yaml", "\"", "")]
    [InlineData("x.yaml", "'a", "")]
    [InlineData("x.yaml", "a ", "")]
    [InlineData("x.yaml", "&a ", "")]
    [InlineData("x.yaml", "!!str ", "")]
    [InlineData("x.yaml", "\n", "")]
    [InlineData("x.yaml", "#\n", "")]
    [InlineData("x.yaml", " ", "")]
    [InlineData("x.yaml", "%a\n", "")]
    [InlineData("x.yaml", "---\n", "")]
    [InlineData("x.yaml", "x\n\n", "a: |\n ")]
    [InlineData("x.yaml", "[],", "[")]
    [InlineData("x.yaml", "[a,", "[")]
    [InlineData("x.yaml", "a,", "[")]
    [InlineData("x.yaml", "\"a\n", "[")]
    [InlineData("x.yaml", "? a\n", "")]
    [InlineData("x.yaml", "- a\n", "")]
    [InlineData("x.yaml", "\\n", "\"")]
    [InlineData("x.yaml", "*", "")]
    [InlineData("x.yaml", ":", "")]
    [InlineData("x.json", "[", "")]
    [InlineData("x.json", "{\"a\":", "")]
    [InlineData("x.json", "1", "")]
    [InlineData("x.json", " ", "")]
    [InlineData("x.json", "\\n", "\"")]
    public void Read_OneThingAHundredThousandTimes_AnswersSoon(string name, string piece, string before)
    {
        var text = before + string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
        var clock = Stopwatch.StartNew();

        List<ConfigFault> faults = [];
        DocumentReader.Read(name, Encoding.UTF8.GetBytes(text), faults);

        // Some 0.1 s of work. Wide, for a busy machine; a reader that goes over the text again for each piece takes far longer still.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"It took {clock.Elapsed}.");
    }
}
