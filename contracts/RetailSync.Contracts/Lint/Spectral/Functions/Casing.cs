using System.Text.RegularExpressions;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>casing</c>: texts in one of the usual cases.</summary>
internal sealed class Casing : ISpectralFunction
{
    // {0}: digits, where they are allowed.
    private static readonly Dictionary<string, string> Cases = new(StringComparer.Ordinal)
    {
        ["flat"] = "[a-z][a-z{0}]*",
        ["camel"] = "[a-z][a-z{0}]*(?:[A-Z{0}](?:[a-z{0}]+|$))*",
        ["pascal"] = "[A-Z][a-z{0}]*(?:[A-Z{0}](?:[a-z{0}]+|$))*",
        ["kebab"] = "[a-z][a-z{0}]*(?:-[a-z{0}]+)*",
        ["cobol"] = "[A-Z][A-Z{0}]*(?:-[A-Z{0}]+)*",
        ["snake"] = "[a-z][a-z{0}]*(?:_[a-z{0}]+)*",
        ["macro"] = "[A-Z][A-Z{0}]*(?:_[A-Z{0}]+)*",
    };

    private readonly string _name;
    private readonly string? _leading;
    private readonly Regex _pattern;

    /// <param name="name">The case; one of <see cref="Names"/>.</param>
    /// <param name="allowsDigits">Whether digits are allowed.</param>
    /// <param name="separator">What may stand between parts, each in that case; null: nothing.</param>
    /// <param name="allowsLeading">Whether the separator may come first.</param>
    public Casing(string name, bool allowsDigits, string? separator, bool allowsLeading)
    {
        _name = name;
        _leading = allowsLeading ? separator : null;
        var word = Cases[name].Replace("{0}", allowsDigits ? "0-9" : "", StringComparison.Ordinal);
        var between = separator is null ? "" : Regex.Escape(separator);
        var pattern = separator is null ? $"^{word}\\z" : $"^{(allowsLeading ? $"(?:{between})?" : "")}{word}(?:{between}{word})*\\z";
        _pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>The cases.</summary>
    public static IReadOnlyCollection<string> Names => Cases.Keys;

    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target) =>
        target.Value is not { Kind: SourceKind.Text, Text: not "" } value || value.Text == _leading || _pattern.IsMatch(value.Text) ? [] : [new FunctionResult($"must be {_name} case")];
}
