using System.Globalization;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Reading;

/// <summary>Reads the keys of one mapping as the types they should have, and adds a fault with its place for each that is not. Not thread-safe.</summary>
/// <remarks>
/// A method answers null (a list: nothing) for what is missing or wrong, so reading can go on and find every fault; whether all went well is told by
/// the faults. A key without a value is a fault. Call <see cref="RefuseUnknownKeys"/> last: it knows the keys that were asked for.
/// </remarks>
public sealed partial class MappingReader
{
    private readonly SourceDocument _document;
    private readonly SourceNode _node;
    private readonly ICollection<ConfigFault> _faults;
    private readonly List<string> _known = [];

    private MappingReader(SourceDocument document, SourceNode node, ICollection<ConfigFault> faults)
    {
        _document = document;
        _node = node;
        _faults = faults;
    }

    /// <summary>The place of the mapping, as <c>file:line:column</c>.</summary>
    public string Location => _document.Locate(_node);

    /// <summary>The mapping itself.</summary>
    public SourceNode Node => _node;

    /// <summary>Reads a document's outermost value, which must be a mapping; null, with a fault, when it is none.</summary>
    public static MappingReader? Open(SourceDocument document, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(document);

        return Open(document, document.Root, "The document", faults);
    }

    /// <summary>Reads a value that must be a mapping; null, with a fault, when it is none.</summary>
    /// <param name="document">The document.</param>
    /// <param name="node">A value of that document.</param>
    /// <param name="what">How a message calls the value, at the start of a sentence.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static MappingReader? Open(SourceDocument document, SourceNode node, string what, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);

        if (node.Kind == SourceKind.Mapping)
        {
            return new MappingReader(document, node, faults);
        }

        faults.Add(new ConfigFault(document.Locate(node), $"{what} must be a mapping, but is {node.Description}."));
        return null;
    }

    /// <summary>Whether the key is there, whatever its value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value under a key as it is; null when the key is missing. The key counts as known.</summary>
    public SourceNode? Find(string key)
    {
        _known.Add(key);
        return _node[key];
    }

    /// <summary>A text that must be there and not be empty.</summary>
    public string? RequiredText(string key) => Required(key) ? OptionalText(key) : null;

    /// <summary>A text that may be missing, but not be empty.</summary>
    public string? OptionalText(string key)
    {
        var node = Find(key);
        switch (node)
        {
            case null:
                return null;
            case { Kind: SourceKind.Text, Text: not "" }:
                return node.Text;
            case { Kind: SourceKind.Number or SourceKind.Boolean }:
                Fault(key, $"'{key}' must be a text, but is {node.Description}; write it in quotes: \"{node.Text}\".");
                return null;
            default:
                return Wrong<string>(key, node, "a text");
        }
    }

    /// <summary>A whole number within bounds that must be there.</summary>
    public int? RequiredInt(string key, int min, int max) => Required(key) ? OptionalInt(key, min, max) : null;

    /// <summary>A whole number within bounds that may be missing.</summary>
    public int? OptionalInt(string key, int min, int max)
    {
        var node = Find(key);
        if (node is null)
        {
            return null;
        }

        if (node.Kind == SourceKind.Number
            && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value;
        }

        var found = node.Kind == SourceKind.Number ? node.Text : node.Description;
        Fault(key, $"'{key}' must be a whole number from {min} to {max}, but is {found}.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>, which may be missing.</summary>
    public bool? OptionalBool(string key)
    {
        var node = Find(key);
        if (node is null or { Kind: SourceKind.Boolean })
        {
            return node is null ? null : node.Text == "true";
        }

        Fault(key, $"'{key}' must be true or false, but is {node.Description}.");
        return null;
    }

    /// <summary>A moment that must be there; see <see cref="OptionalDate"/>.</summary>
    public DateTimeOffset? RequiredDate(string key) => Required(key) ? OptionalDate(key) : null;

    /// <summary>A moment with its offset from UTC (RFC 3339), or a date alone, which means its first moment in UTC.</summary>
    public DateTimeOffset? OptionalDate(string key)
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];
        var node = Find(key);
        if (node is null)
        {
            return null;
        }

        // Without a zone a moment means something else on every machine: only a date alone may go without.
        if (node.Kind == SourceKind.Text
            && DateTimeOffset.TryParseExact(node.Text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && (node.Text.Length == 10 || node.Text.EndsWith('Z') || node.Text[^6] is '+' or '-'))
        {
            return moment;
        }

        var found = node.Kind == SourceKind.Text ? $"'{node.Text}'" : node.Description;
        Fault(key, $"'{key}' must be a date or a moment with its offset, such as 2026-06-01 or 2026-06-01T00:00:00Z, but is {found}.");
        return null;
    }

    /// <summary>An absolute http or https address, which may be missing.</summary>
    public Uri? OptionalUri(string key)
    {
        if (OptionalText(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        Fault(key, $"'{key}' must be an http or https address, but is '{text}'.");
        return null;
    }

    /// <summary>A member of an enum by its name in lower case, which may be missing.</summary>
    public T? OptionalEnum<T>(string key)
        where T : struct, Enum
    {
        if (OptionalText(key) is not { } text)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (Name(value) == text)
            {
                return value;
            }
        }

        Fault(key, $"'{key}' cannot be '{text}'. Known: {string.Join(", ", Enum.GetValues<T>().Select(Name))}.");
        return null;

        static string Name(T value) => value.ToString().ToLowerInvariant();
    }

    /// <summary>Adds a fault for every key that was not asked for.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var member in _node.Members)
        {
            if (!_known.Contains(member.Key))
            {
                _faults.Add(new ConfigFault(_document.Locate(member), $"The key '{member.Key}' is not known here. Known: {string.Join(", ", _known.Distinct())}."));
            }
        }
    }

    /// <summary>The place of a key's value, as <c>file:line:column</c>; the mapping's place when the key is missing.</summary>
    public string Locate(string key) => _node[key] is { } value ? _document.Locate(value) : Location;

    /// <summary>Adds a fault at the mapping.</summary>
    public void Fault(string message) => _faults.Add(new ConfigFault(Location, message));

    /// <summary>Adds a fault at a key's value.</summary>
    public void Fault(string key, string message) => _faults.Add(new ConfigFault(Locate(key), message));

    /// <summary>Adds a fault at a value of this document.</summary>
    public void Fault(SourceNode node, string message) => _faults.Add(new ConfigFault(_document.Locate(node), message));

    private static string Found(SourceNode node) => node is { Kind: SourceKind.Text, Text: "" } ? "empty" : node.Description;

    private bool Required(string key)
    {
        if (_node.TryFind(key, out _))
        {
            return true;
        }

        _known.Add(key);
        Fault($"'{key}' is missing.");
        return false;
    }

    private T? Wrong<T>(string key, SourceNode node, string wanted)
        where T : class
    {
        Fault(key, $"'{key}' must be {wanted}, but is {Found(node)}.");
        return null;
    }
}
