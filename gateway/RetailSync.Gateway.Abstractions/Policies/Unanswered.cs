namespace RetailSync.Gateway;

/// <summary>That an exchange ends without an answer of its upstream, and what is known of it. Immutable.</summary>
/// <param name="MayHaveBeenSent">False: certainly no byte of the request has reached the upstream. True: some may have, and the upstream may have carried it out.</param>
/// <param name="Problem">What the caller would be told; null when there is nobody to tell, or when another policy answers in the upstream's place.</param>
public sealed record Unanswered(bool MayHaveBeenSent, Problem? Problem);
