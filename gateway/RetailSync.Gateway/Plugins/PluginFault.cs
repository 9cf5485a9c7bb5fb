namespace RetailSync.Gateway.Plugins;

/// <summary>What a plugin did wrong last. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>threw</c>, <c>hung</c> or <c>over-budget</c>.</param>
/// <param name="What">What is known of it, masked.</param>
internal sealed record PluginFault(DateTimeOffset At, string Kind, string What);
