namespace RetailSync.Gateway;

/// <summary>A plugin asked for something that its manifest does not declare.</summary>
/// <param name="need">The manifest's key that is missing, such as <c>needs.requestBodyBytes</c>.</param>
public sealed class UndeclaredNeedException(string need) : InvalidOperationException($"The plugin's plugin.json does not declare {need}.")
{
    /// <summary>The manifest's key that is missing.</summary>
    public string Need { get; } = need;
}
