namespace RetailSync.Faults.Checking;

/// <summary>One logical change as its client saw it, however often it was sent. Immutable.</summary>
/// <param name="Change">The client's name for it.</param>
/// <param name="Verdict">What the client knows.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Last">The last answer: a status and a problem, or what went wrong.</param>
public sealed record ClientChange(string Change, ClientVerdict Verdict, int Attempts, string Last);
