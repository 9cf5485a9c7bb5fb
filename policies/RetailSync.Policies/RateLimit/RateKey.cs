namespace RetailSync.Policies.RateLimit;

/// <summary>Whose counters are meant. Equal keys share them, whichever route asks.</summary>
/// <param name="Windows">The windows as text: another set of windows is another counter.</param>
/// <param name="Scope">The API, or the route where the API is no part of the key.</param>
/// <param name="Consumer">The consumer; null when it is no part of the key or nobody is identified.</param>
/// <param name="Operation">The operation; null when it is no part of the key.</param>
/// <param name="Address">The caller's network; zero when it is no part of the key.</param>
internal readonly record struct RateKey(string Windows, string Scope, string? Consumer, string? Operation, UInt128 Address);
