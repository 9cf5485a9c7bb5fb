using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Reading;

public class MappingReaderTests
{
    private readonly List<ConfigFault> _faults = [];

    private enum Stage
    {
        Active,
        Retired,
    }

    private string[] Faults => [.. _faults.Select(fault => fault.ToString())];

    [Fact]
    public void Accessors_GoodValues_AreRead()
    {
        var reader = Open(
            """
            id: crm
            number: 3
            on: true
            day: 2026-06-01
            moment: 2026-06-01T10:30:00.5+02:00
            page: https://example.com/a
            stage: retired
            scopes: [crm.read, crm.write]
            nested: {a: x}
            many: [{a: 1}, {a: 2}]
            """);

        Assert.Equal("crm", reader.RequiredText("id"));
        Assert.Equal(3, reader.RequiredInt("number", 1, 999));
        Assert.True(reader.OptionalBool("on"));
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), reader.RequiredDate("day"));
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 10, 30, 0, 500, TimeSpan.FromHours(2)), reader.OptionalDate("moment"));
        Assert.Equal(new Uri("https://example.com/a"), reader.OptionalUri("page"));
        Assert.Equal(Stage.Retired, reader.OptionalEnum<Stage>("stage"));
        Assert.Equal(["crm.read", "crm.write"], reader.TextList("scopes"));
        Assert.Equal("x", reader.RequiredMapping("nested")!.RequiredText("a"));
        Assert.Equal([1, 2], reader.MappingList("many").Select(each => each.RequiredInt("a", 0, 9)!.Value));
        reader.RefuseUnknownKeys();
        Assert.Empty(Faults);
    }

    [Fact]
    public void Accessors_MissingOptional_AreNullOrEmpty()
    {
        var reader = Open("a: 1");

        Assert.Null(reader.OptionalText("b"));
        Assert.Null(reader.OptionalInt("b", 0, 1));
        Assert.Null(reader.OptionalBool("b"));
        Assert.Null(reader.OptionalDate("b"));
        Assert.Null(reader.OptionalUri("b"));
        Assert.Null(reader.OptionalEnum<Stage>("b"));
        Assert.Null(reader.OptionalMapping("b"));
        Assert.Empty(reader.TextList("b"));
        Assert.Empty(reader.MappingList("b"));
        Assert.False(reader.Has("b"));
        Assert.Empty(Faults);
    }

    [Fact]
    public void Accessors_MissingRequired_FaultAtTheMapping()
    {
        var outer = Open("list:\n  - {a: 1}");
        var reader = Assert.Single(outer.MappingList("list"));

        Assert.Null(reader.RequiredText("id"));
        Assert.Null(reader.RequiredInt("id", 0, 1));
        Assert.Null(reader.RequiredDate("id"));
        Assert.Null(reader.RequiredMapping("id"));

        Assert.Equal(Enumerable.Repeat("x.yaml:2:5: 'id' is missing.", 4), Faults);
    }

    [Theory]
    [InlineData("k: 1.0", "x.yaml:1:4: 'k' must be a text, but is a number; write it in quotes: \"1.0\".")]
    [InlineData("k: true", "x.yaml:1:4: 'k' must be a text, but is a boolean; write it in quotes: \"true\".")]
    [InlineData("k: ''", "x.yaml:1:4: 'k' must be a text, but is empty.")]
    [InlineData("k:", "x.yaml:1:3: 'k' must be a text, but is empty.")]
    [InlineData("k: [a]", "x.yaml:1:4: 'k' must be a text, but is a list.")]
    public void RequiredText_WrongKind_SaysWhatIsThere(string text, string fault) =>
        AssertFault(text, fault, reader => reader.RequiredText("k"));

    [Theory]
    [InlineData("k: 0", "x.yaml:1:4: 'k' must be a whole number from 1 to 9, but is 0.")]
    [InlineData("k: 10", "x.yaml:1:4: 'k' must be a whole number from 1 to 9, but is 10.")]
    [InlineData("k: 1.5", "x.yaml:1:4: 'k' must be a whole number from 1 to 9, but is 1.5.")]
    [InlineData("k: '5'", "x.yaml:1:4: 'k' must be a whole number from 1 to 9, but is a text.")]
    [InlineData("k: 99999999999999999999", "x.yaml:1:4: 'k' must be a whole number from 1 to 9, but is 99999999999999999999.")]
    public void OptionalInt_OutsideOrOther_SaysTheBounds(string text, string fault) =>
        AssertFault(text, fault, reader => reader.OptionalInt("k", 1, 9));

    [Theory]
    [InlineData("k: yes", "x.yaml:1:4: 'k' must be true or false, but is a text.")]
    [InlineData("k: ", "x.yaml:1:3: 'k' must be true or false, but is empty.")]
    public void OptionalBool_Other_IsFault(string text, string fault) =>
        AssertFault(text, fault, reader => reader.OptionalBool("k"));

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("2026-06-01T00:00:00")]
    [InlineData("01.06.2026")]
    [InlineData("2026-06-01 00:00:00Z")]
    public void OptionalDate_NoDateOrNoOffset_IsFault(string date) =>
        AssertFault(
            $"k: {date}",
            $"x.yaml:1:4: 'k' must be a date or a moment with its offset, such as 2026-06-01 or 2026-06-01T00:00:00Z, but is '{date}'.",
            reader => reader.OptionalDate("k"));

    [Theory]
    [InlineData("k: /a", "x.yaml:1:4: 'k' must be an http or https address, but is '/a'.")]
    [InlineData("k: ftp://a/b", "x.yaml:1:4: 'k' must be an http or https address, but is 'ftp://a/b'.")]
    public void OptionalUri_NotHttp_IsFault(string text, string fault) =>
        AssertFault(text, fault, reader => reader.OptionalUri("k"));

    [Theory]
    [InlineData("k: Active", "x.yaml:1:4: 'k' cannot be 'Active'. Known: active, retired.")]
    [InlineData("k: '0'", "x.yaml:1:4: 'k' cannot be '0'. Known: active, retired.")]
    public void OptionalEnum_OtherName_ListsTheKnown(string text, string fault) =>
        AssertFault(text, fault, reader => reader.OptionalEnum<Stage>("k"));

    [Fact]
    public void Lists_WrongItems_FaultEachAndKeepTheRest()
    {
        var reader = Open("texts: [a, 1, '', b]\nmaps: [{a: 1}, x]\nnone: {}\n");

        var texts = reader.TextList("texts");
        var maps = reader.MappingList("maps");
        reader.TextList("none");

        Assert.Equal(["a", "b"], texts);
        Assert.Single(maps);
        Assert.Equal(
            [
                "x.yaml:1:12: 'texts' must be a list of texts, but this item is a number.",
                "x.yaml:1:15: 'texts' must be a list of texts, but this item is empty.",
                "x.yaml:2:16: An item of 'maps' must be a mapping, but is a text.",
                "x.yaml:3:7: 'none' must be a list, but is a mapping.",
            ],
            Faults);
    }

    [Fact]
    public void RefuseUnknownKeys_KeysNotAskedFor_FaultAtTheKey()
    {
        var reader = Open("id: a\nnmae: b\n  \nextra: c\n");
        reader.RequiredText("id");
        reader.OptionalText("name");

        reader.RefuseUnknownKeys();

        Assert.Equal(
            ["x.yaml:2:1: The key 'nmae' is not known here. Known: id, name.", "x.yaml:4:1: The key 'extra' is not known here. Known: id, name."],
            Faults);
    }

    [Fact]
    public void Fault_AtMappingKeyAndNode_HasTheirPlaces()
    {
        var reader = Open("a:\n  b: 1\n");

        reader.Fault("here");
        reader.Fault("a", "there");
        reader.Fault("missing", "nowhere");
        reader.Fault(reader.Node["a"]!["b"]!, "below");

        Assert.Equal(["x.yaml:1:1: here", "x.yaml:2:3: there", "x.yaml:1:1: nowhere", "x.yaml:2:6: below"], Faults);
    }

    [Fact]
    public void Open_NoMapping_IsFault()
    {
        var document = DocumentReader.Read("x.yaml", "[1]"u8.ToArray(), _faults)!;

        Assert.Null(MappingReader.Open(document, _faults));
        Assert.Equal(["x.yaml:1:1: The document must be a mapping, but is a list."], Faults);
    }

    private MappingReader Open(string yaml) =>
        MappingReader.Open(DocumentReader.Read("x.yaml", Encoding.UTF8.GetBytes(yaml), _faults)!, _faults)!;

    private void AssertFault(string yaml, string fault, Func<MappingReader, object?> read)
    {
        var reader = Open(yaml);

        var value = read(reader);

        Assert.Null(value);
        Assert.Equal([fault], Faults);
    }
}
