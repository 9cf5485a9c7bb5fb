namespace RetailSync.Gateway;

/// <summary>One thing that is wrong in the configuration, a contract or a landscape file.</summary>
/// <param name="Path">Where: a configuration key path, or <c>file:line:column</c>.</param>
/// <param name="Message">What is wrong there and what would be right.</param>
public sealed record ConfigFault(string Path, string Message)
{
    /// <summary>The fault on one line, as it is logged and printed.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
