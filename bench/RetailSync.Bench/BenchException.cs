namespace RetailSync.Bench;

/// <summary>Something that keeps a candidate, or the run, from being measured; the message is for people.</summary>
internal sealed class BenchException(string message) : Exception(message);
