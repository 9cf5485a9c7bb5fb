namespace RetailSync.Gateway.Masking;

/// <summary>Masks one category's messages, their values, scopes and exceptions. Safe to use from many threads.</summary>
internal sealed class MaskingLogger(ILogger inner, IMasker masker) : ILogger
{
    private static readonly Func<MaskedState, Exception?, string> Format = static (state, _) => state.ToString();

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        MaskedState.Create(state, state.ToString() ?? "", masker) is { } masked ? inner.BeginScope(masked) : inner.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        var shown = exception is null ? null : MaskedException.Wrap(exception, masker);
        if (MaskedState.Create(state, formatter(state, exception), masker) is { } masked)
        {
            inner.Log(logLevel, eventId, masked, shown, Format);
        }
        else
        {
            inner.Log(logLevel, eventId, state, shown, formatter);
        }
    }
}
