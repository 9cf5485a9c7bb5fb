using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests.Editing;

/// <summary>However the list of consumers is written, an edit adds its own lines and keeps the others.</summary>
public sealed class LayoutTests
{
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly ApiKeyRecord Key = new("rsk_00000009", Hash, new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), null);

    [Theory]
    [InlineData(
        "consumers:\n  - id: a # tail\n    name: A\n\n# end of file\nteams: []\n",
        "consumers:\n  - id: a # tail\n    name: A\n    keys:\n      - @\n\n# end of file\nteams: []\n")]
    [InlineData("consumers:\n- id: a\n  keys: [] # none yet\n- id: b\n", "consumers:\n- id: a\n  keys: # none yet\n    - @\n- id: b\n")]
    [InlineData("consumers:\n- id: a\n  keys:\n  # the old one\n  - {prefix: x}\n  # below\n- id: b", "consumers:\n- id: a\n  keys:\n  # the old one\n  - {prefix: x}\n  - @\n  # below\n- id: b")]
    [InlineData("consumers:\n- id: a\n  keys: [{prefix: x}] # c\n", "consumers:\n- id: a\n  keys: [{prefix: x}, @] # c\n")]
    [InlineData("consumers:\n- {id: a, name: A}\n", "consumers:\n- {id: a, name: A, keys: [@]}\n")]
    [InlineData("consumers:\n- {id: a, keys: []}\n", "consumers:\n- {id: a, keys: [@]}\n")]
    [InlineData("consumers: [{id: a, keys: [{prefix: x},]}]\n", "consumers: [{id: a, keys: [{prefix: x}, @,]}]\n")]
    [InlineData("consumers:\n- id: a\n  name: >\n    folded\n    text\n\n", "consumers:\n- id: a\n  name: >\n    folded\n    text\n  keys:\n    - @\n\n")]
    [InlineData("consumers:\n- id: a", "consumers:\n- id: a\n  keys:\n    - @\n")]
    [InlineData("# \U0001F600 é\r\nconsumers:\r\n- id: a\r\n- id: b\r\n", "# \U0001F600 é\r\nconsumers:\r\n- id: a\r\n  keys:\r\n    - @\r\n- id: b\r\n")]
    public void AddKey_AnyLayout_KeepsEverythingElse(string before, string after)
    {
        var edited = ConsumerText.AddKey(before, "a", Key);

        Assert.Equal(after.Replace("@", YamlText.Key(Key), StringComparison.Ordinal), edited);
    }

    [Theory]
    [InlineData("consumers:\n- id: a\n  keys:\n    - {prefix: x} # tail\n", "consumers:\n- id: a\n  keys:\n    - {prefix: x, expires: @} # tail\n")]
    [InlineData("consumers:\n- id: a\n  keys:\n    - prefix: x\n      created: c # tail\n", "consumers:\n- id: a\n  keys:\n    - prefix: x\n      created: c # tail\n      expires: @\n")]
    [InlineData("consumers:\n- id: a\n  keys: [{prefix: x, expires: 2030-01-01, created: c}]\n", "consumers:\n- id: a\n  keys: [{prefix: x, expires: @, created: c}]\n")]
    [InlineData("consumers:\n- id: a\n  keys:\n    - prefix: x\n      expires: '2030-01-01' # soon\n", "consumers:\n- id: a\n  keys:\n    - prefix: x\n      expires: @ # soon\n")]
    public void SetExpiry_AnyLayout_KeepsEverythingElse(string before, string after)
    {
        var edited = ConsumerText.SetExpiry(before, "a", "x", new DateTimeOffset(2026, 11, 24, 14, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(after.Replace("@", "2026-11-24T12:00:00Z", StringComparison.Ordinal), edited);
    }

    [Theory]
    [InlineData("consumers:\n- id: a\n  keys: # two at most\n    - {prefix: x} # tail\n    # note\n- id: b\n", "consumers:\n- id: a\n  keys: [] # two at most\n    # note\n- id: b\n")]
    [InlineData("consumers:\n- id: a\n  keys:\n    - {prefix: w}\n    - prefix: x\n      created: c\n    - {prefix: y}\n", "consumers:\n- id: a\n  keys:\n    - {prefix: w}\n    - {prefix: y}\n")]
    [InlineData("consumers:\n- {id: a, keys: [{prefix: x}]}\n", "consumers:\n- {id: a, keys: []}\n")]
    [InlineData("consumers:\n- {id: a, keys: [{prefix: x}, {prefix: y}]}\n", "consumers:\n- {id: a, keys: [{prefix: y}]}\n")]
    [InlineData("consumers:\n- {id: a, keys: [{prefix: w}, {prefix: x}, {prefix: y}]}\n", "consumers:\n- {id: a, keys: [{prefix: w}, {prefix: y}]}\n")]
    [InlineData("consumers:\n- id: a\n  keys:\n    - {prefix: w}\n    - {prefix: x}", "consumers:\n- id: a\n  keys:\n    - {prefix: w}\n")]
    public void RemoveKey_AnyLayout_KeepsEverythingElse(string before, string after) => Assert.Equal(after, ConsumerText.RemoveKey(before, "a", "x"));

    [Theory]
    [InlineData("consumers: []\n", "consumers:\n@")]
    [InlineData("consumers: # nobody yet\n\nteams: []\n", "consumers: # nobody yet\n@\nteams: []\n")]
    [InlineData("teams: []\n", "teams: []\nconsumers:\n@")]
    [InlineData("", "consumers:\n@")]
    [InlineData("# only a comment", "# only a comment\nconsumers:\n@")]
    [InlineData("consumers:\n  - id: a\n  - id: b\n", "consumers:\n  - id: a\n  - id: b\n@")]
    [InlineData("consumers:\n  - id: a\n\n  # second\n  - id: b\n# end\n", "consumers:\n  - id: a\n\n  # second\n  - id: b\n\n@# end\n")]
    public void Add_AnyLayout_KeepsEverythingElse(string before, string after)
    {
        var edited = ConsumerText.Add(before, Consumer("c", "C"));

        Assert.Equal(after.Replace("@", "  - id: c\n    name: C\n    owner: t\n    scopes: []\n", StringComparison.Ordinal), edited);
    }

    [Fact]
    public void Add_ListInBrackets_StaysInBrackets()
    {
        var edited = ConsumerText.Add("consumers: [{id: a}]\n", Consumer("c", "C: d"));

        Assert.Equal("consumers: [{id: a}, {id: c, name: \"C: d\", owner: t, scopes: []}]\n", edited);
    }

    [Fact]
    public void Create_ByteOrderMark_IsKept()
    {
        using var folder = new LandscapeFolder("\uFEFF" + LandscapeFolder.Small);

        Assert.Empty(Editor(folder).Create(new NewConsumer { Id = "kiosk", Name = "Kiosk", Owner = "stores-team" }).Refusals);

        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'t'], File.ReadAllBytes(Path.Combine(folder.Path, "landscape.yaml"))[..4]);
    }

    [Fact]
    public void RotateKey_AliasElsewhere_IsKept()
    {
        using var folder = new LandscapeFolder(LandscapeFolder.Small.Replace("[crm.read]", "&mine [crm.read]", StringComparison.Ordinal) + "  - {id: till, name: Till, owner: stores-team, scopes: *mine}\n");

        var edit = Editor(folder).RotateKey("till", TimeSpan.Zero);

        Assert.Empty(edit.Refusals);
        Assert.Contains("scopes: *mine, keys: [{prefix: rsk_", folder.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    keys: &none []\n    subjects: *none\n")]
    [InlineData("    subjects: &none []\n    keys: *none\n")]
    public void RotateKey_KeysThatServeTwice_IsRefusedAndNothingChanged(string lines)
    {
        using var folder = new LandscapeFolder(LandscapeFolder.Small + lines);
        var before = folder.Text;

        var edit = Editor(folder).RotateKey("web-shop", TimeSpan.Zero);

        Assert.NotEmpty(edit.Refusals);
        Assert.Equal(before, folder.Text);
        Assert.Equal(["landscape.yaml"], folder.FileNames);
    }

    [Fact]
    public void Create_AnyPrintableName_IsReadBackAsItWas()
    {
        Gen.String[Gen.Char[' ', '\u00FF'].Where(c => !char.IsControl(c)), 1, 12].Sample(name =>
        {
            using var folder = new LandscapeFolder();

            var edit = Editor(folder).Create(new NewConsumer { Id = "kiosk", Name = name, Owner = "stores-team" });

            Assert.Empty(edit.Refusals);
            Assert.Equal(name, folder.Read().Consumers.Find("kiosk")!.Name);
        }, iter: 300);
    }

    private static Consumer Consumer(string id, string name) => new() { Id = id, Name = name, Owner = "t" };

    private static ConsumerEditor Editor(LandscapeFolder folder) => new(folder.Path, new FakeTimeProvider());
}
