namespace RetailSync.Gateway.Configuration;

/// <summary>A setting's value and where it came from: <c>route</c> or <c>defaults</c>.</summary>
internal sealed record SettingOrigin(string Value, string Origin);
