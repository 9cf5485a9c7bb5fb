using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>What a question has brought to light, with the answer that the change is taken to have had. Immutable.</summary>
internal sealed record Learnt(LearntKind Kind, UpstreamAnswer? Answer = null);
