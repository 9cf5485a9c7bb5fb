namespace RetailSync.Events.Tests.Sinks;

/// <summary>An event as a backbone's reader finds it.</summary>
internal sealed record TakenEvent(string Id, string Key, long KeySeq, IReadOnlyDictionary<string, string> Attributes, byte[] Data);
