namespace RetailSync.Fuzz;

/// <summary>What an input has shown.</summary>
/// <param name="Kind">What went wrong, the same for inputs that show the same.</param>
/// <param name="Detail">What a reader needs to see.</param>
internal sealed record Finding(string Kind, string Detail);
