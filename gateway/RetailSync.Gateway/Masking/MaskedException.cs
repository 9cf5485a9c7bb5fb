namespace RetailSync.Gateway.Masking;

/// <summary>Stands in for an exception whose text holds something to hide. Its text is that of the original, masked, inner exceptions included.</summary>
internal sealed class MaskedException : Exception
{
    private readonly string _text;
    private readonly string? _stack;

    private MaskedException(string message, string text, string? stack)
        : base(message) => (_text, _stack) = (text, stack);

    /// <inheritdoc/>
    public override string? StackTrace => _stack;

    /// <summary>The exception itself when there is nothing to hide in it.</summary>
    public static Exception Wrap(Exception exception, IMasker masker)
    {
        var text = exception.ToString();
        var message = exception.Message;
        var (maskedText, maskedMessage) = (masker.Mask(text), masker.Mask(message));
        return ReferenceEquals(maskedText, text) && ReferenceEquals(maskedMessage, message)
            ? exception
            : new MaskedException($"{exception.GetType().Name}: {maskedMessage}", maskedText, exception.StackTrace is { } stack ? masker.Mask(stack) : null);
    }

    /// <inheritdoc/>
    public override string ToString() => _text;
}
