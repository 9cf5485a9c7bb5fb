namespace RetailSync.Gateway.Plugins;

/// <summary>A plugin that is known, and its instance when it is to run.</summary>
/// <param name="Manifest">What it says about itself.</param>
/// <param name="Origin"><c>built-in</c>, or the name of its folder.</param>
/// <param name="OnErrorFails">Whether an exchange over which it fails at the stage outcome is refused.</param>
/// <param name="Instance">The configured instance; null when it is off.</param>
internal sealed record LoadedPlugin(PluginManifest Manifest, string Origin, bool OnErrorFails, IGatewayPlugin? Instance);
