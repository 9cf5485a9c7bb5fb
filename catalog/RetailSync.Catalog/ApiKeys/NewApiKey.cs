using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>An API key at the one moment at which it is known. Immutable.</summary>
/// <param name="Key">The key itself: to be shown once, never stored or logged.</param>
/// <param name="Record">What is kept of it.</param>
public sealed record NewApiKey(string Key, ApiKeyRecord Record)
{
    /// <summary>The prefix alone, so that a log or a failed assertion never shows the key.</summary>
    public override string ToString() => Record.Prefix;
}
