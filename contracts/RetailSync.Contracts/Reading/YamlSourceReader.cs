using RetailSync.Gateway;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RetailSync.Contracts.Reading;

/// <summary>Reads YAML 1.2 into a tree with positions: one document, keys that are texts, values that JSON has.</summary>
internal sealed class YamlSourceReader
{
    private const string Tags = "tag:yaml.org,2002:";

    private readonly SourceTreeBuilder _builder;
    private readonly Parser _parser;
    private readonly Scanner _scanner;
    private readonly Dictionary<AnchorName, SourceNode> _anchors = [];

    // The anchors of the collections that are open, innermost last; an empty one where there is none.
    private readonly Stack<AnchorName> _open = [];

    private YamlSourceReader(SourceTreeBuilder builder, string text)
    {
        _builder = builder;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    public static SourceNode? Read(string name, string text, ReadingLimits limits, ICollection<ConfigFault> faults)
    {
        if (YamlText.FindForbidden(text) is { } forbidden)
        {
            new SourceTreeBuilder(name, limits, faults).Refuse(forbidden.Line, forbidden.Column, forbidden.Message);
            return null;
        }

        return Read(name, text, limits, faults, isAgain: false);
    }

    private static SourceNode? Read(string name, string text, ReadingLimits limits, ICollection<ConfigFault> faults, bool isAgain)
    {
        List<ConfigFault> own = [];
        var root = Read(new SourceTreeBuilder(name, limits, own), text, out var isBlankTop);
        if (isBlankTop && !isAgain)
        {
            return Read(name, YamlText.WithoutBlankTops(text), limits, faults, isAgain: true);
        }

        own.ForEach(faults.Add);
        return root;
    }

    private static SourceNode? Read(SourceTreeBuilder builder, string text, out bool isBlankTop)
    {
        isBlankTop = false;
        var reader = new YamlSourceReader(builder, text);
        try
        {
            return reader.Read() ? builder.Root : null;
        }
        catch (YamlException e)
        {
            // Said of spaces in blank lines above a block scalar's content, which are fine unless there are too many.
            isBlankTop = e.Message.Contains("spaces in", StringComparison.Ordinal);
            var fault = YamlText.FindIndentingTab(text, (int)e.Start.Line)
                ?? ((int)e.Start.Line, (int)e.Start.Column, $"This is not valid YAML: {e.Message.Trim()}");
            builder.Refuse(fault.Line, fault.Column, fault.Message);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // What YamlDotNet 18 lets through where it did not foresee the text, such as a flow list that is not indented or "\U99999999".
            var place = reader._scanner.CurrentPosition;
            builder.Refuse((int)place.Line, (int)place.Column, "This is not valid YAML: the text around here cannot be read (indentation, or an escape that is no character).");
            return null;
        }
    }

    private bool Read()
    {
        var documents = 0;
        while (_parser.MoveNext())
        {
            var current = _parser.Current!;
            if (current is DocumentStart && documents++ > 0)
            {
                return Refuse(current, "A second document starts here; one file holds one document.");
            }

            if (!Take(current))
            {
                return false;
            }
        }

        return _builder.Root is not null || _builder.Refuse(1, 1, "The document is empty.");
    }

    private bool Take(ParsingEvent current) => current switch
    {
        MappingStart start => Begin(start, mapping: true),
        SequenceStart start => Begin(start, mapping: false),
        MappingEnd or SequenceEnd => End(),
        Scalar scalar when _builder.ExpectsKey => Key(scalar),
        Scalar scalar => Value(scalar),
        AnchorAlias alias => Alias(alias),
        _ => true,
    };

    private bool Begin(NodeEvent start, bool mapping)
    {
        if (_builder.ExpectsKey)
        {
            return Refuse(start, "A key must be a text, not a mapping or list.");
        }

        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && start.Tag.Value != (mapping ? $"{Tags}map" : $"{Tags}seq"))
        {
            return Refuse(start, $"The tag '{start.Tag.Value}' is not known here; leave it out.");
        }

        // From now on the name means this collection, which is not complete: an alias inside it would never end.
        _anchors.Remove(start.Anchor);
        _open.Push(start.Anchor);
        return _builder.Begin(mapping, (int)start.Start.Line, (int)start.Start.Column);
    }

    private bool End()
    {
        Remember(_open.Pop(), _builder.End());
        return true;
    }

    private bool Key(Scalar scalar)
    {
        if (scalar is { Value: "<<", Style: ScalarStyle.Plain })
        {
            return Refuse(scalar, "Merge keys (<<) are not part of YAML 1.2; write the keys out.");
        }

        var (line, column) = ((int)scalar.Start.Line, (int)scalar.Start.Column);
        Remember(scalar.Anchor, new SourceNode(SourceKind.Text, scalar.Value, line, column));
        return _builder.Key(scalar.Value, line, column);
    }

    private bool Value(Scalar scalar)
    {
        var (kind, text) = Resolve(scalar, out var fault);
        if (fault is not null)
        {
            return Refuse(scalar, fault);
        }

        var node = _builder.Scalar(kind, text, (int)scalar.Start.Line, (int)scalar.Start.Column);
        if (node is not null)
        {
            Remember(scalar.Anchor, node);
        }

        return node is not null;
    }

    private static (SourceKind Kind, string Text) Resolve(Scalar scalar, out string? fault)
    {
        fault = null;
        var asText = (SourceKind.Text, scalar.Value);
        if (scalar.Tag.IsEmpty)
        {
            return scalar.Style == ScalarStyle.Plain ? YamlCoreSchema.Resolve(scalar.Value, out fault) : asText;
        }

        if (scalar.Tag.IsNonSpecific || scalar.Tag.Value == $"{Tags}str")
        {
            return scalar.Tag.Value == "?" && scalar.Style == ScalarStyle.Plain ? YamlCoreSchema.Resolve(scalar.Value, out fault) : asText;
        }

        var wanted = scalar.Tag.Value switch
        {
            $"{Tags}int" or $"{Tags}float" => SourceKind.Number,
            $"{Tags}bool" => SourceKind.Boolean,
            $"{Tags}null" => SourceKind.Null,
            _ => SourceKind.Text,
        };
        var resolved = YamlCoreSchema.Resolve(scalar.Value, out fault);
        if (wanted == SourceKind.Text)
        {
            fault = $"The tag '{scalar.Tag.Value}' is not known here; leave it out.";
        }
        else if (fault is null && resolved.Kind != wanted)
        {
            fault = $"'{SourceTreeBuilder.Shorten(scalar.Value)}' does not fit its tag '{scalar.Tag.Value}'.";
        }

        return resolved;
    }

    private bool Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            return Refuse(alias, _open.Contains(alias.Value)
                ? $"The alias '*{SourceTreeBuilder.Shorten(alias.Value.Value)}' stands inside its own anchor."
                : $"No anchor '&{SourceTreeBuilder.Shorten(alias.Value.Value)}' comes before this alias.");
        }

        var (line, column) = ((int)alias.Start.Line, (int)alias.Start.Column);
        if (!_builder.ExpectsKey)
        {
            return _builder.Alias(node, line, column);
        }

        return node.Kind is SourceKind.Mapping or SourceKind.List
            ? Refuse(alias, "A key must be a text, not a mapping or list.")
            : _builder.Key(node.Text, line, column);
    }

    private void Remember(AnchorName anchor, SourceNode node)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }
    }

    private bool Refuse(ParsingEvent at, string message) => _builder.Refuse((int)at.Start.Line, (int)at.Start.Column, message);
}
