using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RetailSync.Contracts.Schemas;

/// <summary>The text of a failure, which is put together only when somebody gathers failures.</summary>
[InterpolatedStringHandler]
internal readonly struct FailureMessage
{
    private readonly StringBuilder? _text;

    /// <summary>Called by the compiler.</summary>
    public FailureMessage(int literalLength, int formattedCount, Evaluation evaluation, out bool isWanted)
    {
        isWanted = evaluation.IsCollecting;
        _text = isWanted ? new StringBuilder(literalLength + (formattedCount * 8)) : null;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string text) => _text!.Append(text);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <inheritdoc/>
    public override string ToString() => _text?.ToString() ?? "";
}
