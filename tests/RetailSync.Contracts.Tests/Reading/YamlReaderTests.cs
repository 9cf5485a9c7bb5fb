namespace RetailSync.Contracts.Tests.Reading;

public class YamlReaderTests
{
    [Fact]
    public void Read_EveryStyle_GivesJson()
    {
        const string Text =
            """
            # A comment
            plain: two words
            single: 'it''s'
            double: "tab\tand \u00e9"
            literal: |
              one
              two
            folded: >-
              one
              two
            flow: {list: [1, two], "k": {}}
            block:
            - a
            - b: 1
              c:
            ? long key
            : long value
            200: status
            """;

        var json = Documents.AsJson("x.yaml", Text);

        Assert.Equal(
            """{"plain":"two words","single":"it's","double":"tab\tand é","literal":"one\ntwo\n","folded":"one two","flow":{"list":[1,"two"],"k":{}},"block":["a",{"b":1,"c":null}],"long key":"long value","200":"status"}""",
            json);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("True", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("17", "17")]
    [InlineData("-0", "-0")]
    [InlineData("+12", "12")]
    [InlineData("0x1F", "31")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("0o17", "15")]
    [InlineData("19.99", "19.99")]
    [InlineData("1.0", "1.0")]
    [InlineData("1.", "1.0")]
    [InlineData("-.5", "-0.5")]
    [InlineData("0.50", "0.50")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.e-3", "1.0e-3")]
    [InlineData("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789")]
    public void Read_PlainScalarOfTheCoreSchema_KeepsItsValue(string scalar, string json)
    {
        var read = Documents.AsJson("x.yaml", $"a: {scalar}");

        Assert.Equal($"{{\"a\":{json}}}", read);
    }

    [Theory]
    [InlineData("3.0.3")]
    [InlineData("yes")]
    [InlineData("off")]
    [InlineData("nULL")]
    [InlineData("2026-06-01")]
    [InlineData("2026-06-01T00:00:00Z")]
    [InlineData("12:30:45")]
    [InlineData("1_000")]
    [InlineData("0x")]
    [InlineData("0o8")]
    [InlineData("1e")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("0b1")]
    [InlineData("-0x1F")]
    [InlineData("1.0.0-beta")]
    public void Read_OtherPlainScalar_IsText(string scalar)
    {
        var read = Documents.AsJson("x.yaml", $"[{scalar} ]".Replace("[- ]", "['-']", StringComparison.Ordinal));

        Assert.Equal($"[\"{scalar}\"]", read);
    }

    [Theory]
    [InlineData("\"1.0\"", "1.0")]
    [InlineData("'true'", "true")]
    [InlineData("\"null\"", "null")]
    [InlineData("''", "")]
    [InlineData("!!str 17", "17")]
    [InlineData("! 17", "17")]
    public void Read_QuotedOrTaggedScalar_IsText(string scalar, string text)
    {
        var read = Documents.AsJson("x.yaml", $"a: {scalar}");

        Assert.Equal($"{{\"a\":\"{text}\"}}", read);
    }

    [Theory]
    [InlineData("!!int '5'", "5")]
    [InlineData("!!float 1.5", "1.5")]
    [InlineData("!!bool \"true\"", "true")]
    [InlineData("!!null ''", "null")]
    [InlineData("!!map {b: !!seq [1]}", "{\"b\":[1]}")]
    public void Read_StandardTag_IsHeeded(string scalar, string json)
    {
        var read = Documents.AsJson("x.yaml", $"a: {scalar}");

        Assert.Equal($"{{\"a\":{json}}}", read);
    }

    [Theory]
    [InlineData("a: 0042", "x.yaml:1:4: 0042 is a number in YAML and would lose its leading zeros; put it in quotes.")]
    [InlineData("a: -.INF", "x.yaml:1:4: JSON has no number -.INF; put it in quotes if it is meant as a text.")]
    [InlineData("a: .nan", "x.yaml:1:4: JSON has no number .nan; put it in quotes if it is meant as a text.")]
    [InlineData("a: 0x123456789ABCDEF012345", "x.yaml:1:4: 0x123456789ABCDEF012... is longer than 64 bits; write it as a decimal number.")]
    [InlineData("a: !!int x", "x.yaml:1:4: 'x' does not fit its tag 'tag:yaml.org,2002:int'.")]
    [InlineData("a: !!binary aGk=", "x.yaml:1:4: The tag 'tag:yaml.org,2002:binary' is not known here; leave it out.")]
    [InlineData("a: !point {x: 1}", "x.yaml:1:4: The tag '!point' is not known here; leave it out.")]
    [InlineData("a: !!seq {x: 1}", "x.yaml:1:4: The tag 'tag:yaml.org,2002:seq' is not known here; leave it out.")]
    [InlineData("", "x.yaml:1:1: The document is empty.")]
    [InlineData("# nothing\n", "x.yaml:1:1: The document is empty.")]
    [InlineData("a: 1\n---\nb: 2", "x.yaml:2:1: A second document starts here; one file holds one document.")]
    [InlineData("? [a]\n: b", "x.yaml:1:3: A key must be a text, not a mapping or list.")]
    [InlineData("a: &x [1]\n*x : b", "x.yaml:2:1: A key must be a text, not a mapping or list.")]
    [InlineData("a: &x {b: 1}\nc:\n  <<: *x", "x.yaml:3:3: Merge keys (<<) are not part of YAML 1.2; write the keys out.")]
    [InlineData("a: *x", "x.yaml:1:4: No anchor '&x' comes before this alias.")]
    [InlineData("a: &x\n  b: [*x]", "x.yaml:2:7: The alias '*x' stands inside its own anchor.")]
    [InlineData("a: \u0001", "x.yaml:1:4: The character U+0001 may not stand here; write it as an escape in double quotes, or remove it.")]
    [InlineData("a: 1\nb: x\0y: 2", "x.yaml:2:5: The character U+0000 may not stand here; write it as an escape in double quotes, or remove it.")]
    [InlineData("a: x\u2028y", "x.yaml:1:5: The character U+2028 may not stand here; write it as an escape in double quotes, or remove it.")]
    public void Read_WhatJsonOrYamlHasNot_SaysWhereAndWhy(string text, string fault)
    {
        var (document, faults) = Documents.Yaml(text);

        Assert.Equal([fault], faults);
        Assert.Null(document);
    }

    [Theory]
    [InlineData("a: 1\n\tb: 2", "x.yaml:2:1: A tab indents this line; YAML is indented with spaces.")]
    [InlineData("a:\n  b: 1\n \tc: 2", "x.yaml:3:2: A tab indents this line; YAML is indented with spaces.")]
    [InlineData("a: [1, 2", "x.yaml:2:1: This is not valid YAML: ")]
    [InlineData("a: 'x", "x.yaml:1:4: This is not valid YAML: ")]
    [InlineData("- a\nb: c", "x.yaml:2:1: This is not valid YAML: ")]
    [InlineData("a: b: c", "x.yaml:1:5: This is not valid YAML: ")]
    [InlineData("a:\n  - x: 1\n b: 3", "x.yaml:3:2: This is not valid YAML: ")]
    [InlineData("a: @x", "x.yaml:1:4: This is not valid YAML: ")]
    [InlineData("a: {b: 1}}", "x.yaml:1:10: This is not valid YAML: ")]
    [InlineData("a: \"\\ud800\"", "x.yaml:1:4: This is not valid YAML: ")]
    [InlineData("a: \"\\U99999999\"", "x.yaml:1:15: This is not valid YAML: ")]
    [InlineData("a: [\n1\n]", "x.yaml:2:1: This is not valid YAML: ")]
    [InlineData("a: \"\\q\"", "x.yaml:1:4: This is not valid YAML: ")]
    [InlineData("!e!x a", "x.yaml:1:1: This is not valid YAML: ")]
    public void Read_Malformed_SaysWhere(string text, string start)
    {
        var (document, faults) = Documents.Yaml(text);

        Assert.StartsWith(start, Assert.Single(faults), StringComparison.Ordinal);
        Assert.Null(document);
    }

    [Fact]
    public void Read_RepeatedKeys_NamesBothPlacesOfEach()
    {
        const string Text = "a: 1\nb: {c: 1, c: 2}\n'a': 3\n";

        var (document, faults) = Documents.Yaml(Text);

        Assert.Equal(
            [
                "x.yaml:2:11: The key 'c' stands here a second time; the first is at line 2, column 5.",
                "x.yaml:3:1: The key 'a' stands here a second time; the first is at line 1, column 1.",
            ],
            faults);
        Assert.Equal("1", document!.Root["a"]!.Text);
    }

    [Fact]
    public void Read_RepeatedKeyInALongMapping_IsFound()
    {
        var keys = string.Concat(Enumerable.Range(0, 40).Select(number => $"k{number}: 1\n"));

        var (_, faults) = Documents.Yaml($"{keys}k33: 2\n");

        Assert.Equal(["x.yaml:41:1: The key 'k33' stands here a second time; the first is at line 34, column 1."], faults);
    }

    [Fact]
    public void Read_EverythingRepeated_StopsAtAHundred()
    {
        var (document, faults) = Documents.Yaml(string.Concat(Enumerable.Repeat("a: 1\n", 500)));

        Assert.Equal(101, faults.Length);
        Assert.Equal("x.yaml:101:1: 100 keys stand in the document twice; the rest was not read.", faults[^1]);
        Assert.Null(document);
    }

    [Fact]
    public void Read_AliasesOfEveryKind_StandForTheirAnchors()
    {
        const string Text = "a: &x {n: &n 5}\nb: *x\nc: *n\n&k key: *k\n*k : again\nd: &x 1\ne: *x\n";

        var json = Documents.AsJson("x.yaml", Text.Replace("*k : again", "f: 0", StringComparison.Ordinal));

        Assert.Equal("""{"a":{"n":5},"b":{"n":5},"c":5,"key":"key","f":0,"d":1,"e":1}""", json);
    }

    [Fact]
    public void Read_AliasAsKey_IsTheText()
    {
        var json = Documents.AsJson("x.yaml", "a: &k name\n*k : 1");

        Assert.Equal("""{"a":"name","name":1}""", json);
    }

    [Fact]
    public void Read_ByteOrderMark_IsLeftOut()
    {
        var (document, faults) = Documents.Read("x.yaml", [0xEF, 0xBB, 0xBF, .. "a: 1"u8]);

        Assert.Empty(faults);
        Assert.Equal("x.yaml:1:4", document!.Locate(document.Root["a"]!));
    }

    [Theory]
    [InlineData("x.yaml")]
    [InlineData("x.json")]
    public void Read_NotUtf8_SaysWhere(string name)
    {
        var (document, faults) = Documents.Read(name, [.. "a: é\nbé: "u8, 0xFF, 0x31]);

        Assert.Equal([$"{name}:2:5: The file is not in UTF-8; save it as UTF-8."], faults);
        Assert.Null(document);
    }

    [Theory]
    [InlineData("a: |-\n  \n  text\nb: 1\n", """{"a":"\ntext","b":1}""")]
    [InlineData("a: |\n    \n  \n    text\n", """{"a":"\n\ntext\n"}""")]
    [InlineData("- >-\n  \r\n  text\n", """["\ntext"]""")]
    [InlineData("- a: |+\n      \n  b: 1\n", """[{"a":"\n","b":1}]""")]
    [InlineData("x: |\n  doc: |\n      \n    in\na: |-\n  \n  text\n", """{"x":"doc: |\n    \n  in\n","a":"\ntext"}""")]
    public void Read_SpacesInBlankLinesAboveABlock_MeanNothing(string yaml, string json)
    {
        var read = Documents.AsJson("x.yaml", yaml);

        Assert.Equal(json, read);
    }

    [Fact]
    public void Read_MoreSpacesAboveABlockThanItIsIndented_IsFault()
    {
        var (document, faults) = Documents.Yaml("a: >-\n    \n  text\n");

        Assert.Null(document);
        Assert.StartsWith("x.yaml:3:1: This is not valid YAML: ", Assert.Single(faults), StringComparison.Ordinal);
    }
}
