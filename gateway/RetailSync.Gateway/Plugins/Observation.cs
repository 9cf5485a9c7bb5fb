namespace RetailSync.Gateway.Plugins;

/// <summary>One thing that waits for an observer: an exchange or an operator's action, with what was missed before it.</summary>
/// <param name="Exchange">The exchange; null for an action.</param>
/// <param name="Action">The action; null for an exchange.</param>
/// <param name="Bytes">What it takes of the queue's bytes.</param>
/// <param name="MissedBefore">What was missed before it.</param>
internal readonly record struct Observation(ExchangeView? Exchange, OperatorAction? Action, long Bytes, PluginGap MissedBefore);
