namespace RetailSync.Gateway.Masking;

/// <summary>Puts a mask before every log provider, the console, OTLP and whatever a host adds: nothing reaches them that was not looked through. Safe to use from many threads.</summary>
internal sealed class MaskingLoggerFactory(LoggerFactory inner, IMasker masker) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new MaskingLogger(inner.CreateLogger(categoryName), masker);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
