using System.Text;
using System.Text.RegularExpressions;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Lint.Spectral;

/// <summary>A regular expression of a ruleset: <c>^a$</c> or <c>/^a$/i</c>. Immutable; matches in time linear in the text.</summary>
internal sealed class SpectralPattern
{
    private readonly CompiledPattern? _own;
    private readonly Regex? _flagged;

    private SpectralPattern(CompiledPattern? own, Regex? flagged) => (_own, _flagged) = (own, flagged);

    /// <summary>Reads it; false, with what is wrong, when it cannot be.</summary>
    public static bool TryRead(string text, out SpectralPattern? pattern, out string? fault)
    {
        var end = text.LastIndexOf('/');
        var isLiteral = text.Length > 2 && text[0] == '/' && end > 1 && text[(end + 1)..].All(char.IsAsciiLetterLower);
        return TryRead(isLiteral ? text[1..end] : text, isLiteral ? text[(end + 1)..] : "", out pattern, out fault);
    }

    /// <summary>Reads an expression and its flags.</summary>
    public static bool TryRead(string source, string flags, out SpectralPattern? pattern, out string? fault)
    {
        pattern = null;
        if (!flags.AsSpan().ContainsAny('i', 'm', 's'))
        {
            var own = CompiledPattern.Compile(source, out fault);
            if (own is { IsBounded: false })
            {
                fault = "The pattern needs backtracking, which can run away.";
                return false;
            }

            // Rulesets are written for JavaScript without its Unicode mode, which lets more escapes pass (\: and \@).
            pattern = own is not null ? new SpectralPattern(own, null) : Foreign(source, RegexOptions.None);
            return pattern is not null;
        }

        var options = (flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None)
            | (flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : RegexOptions.None)
            | (flags.Contains('s', StringComparison.Ordinal) ? RegexOptions.Singleline : RegexOptions.None);
        pattern = Foreign(EcmaPattern.TryTranslate(source, out var translated, out fault) ? translated! : source, options);
        fault ??= pattern is null ? "The pattern has flags and needs backtracking, which can run away." : null;
        return pattern is not null;
    }

    /// <summary>Whether it occurs in the text.</summary>
    public bool IsMatch(string text) => _own?.IsMatch(Encoding.UTF8.GetBytes(text)) ?? _flagged!.IsMatch(text);

    private static SpectralPattern? Foreign(string source, RegexOptions options)
    {
        try
        {
            return new SpectralPattern(null, new Regex(source, options | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
