using System.Net.Http.Headers;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>An answer as the caller has it.</summary>
internal sealed record CacheAnswer(int Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders Content)
{
    public string? CacheStatus => Headers.TryGetValues("Cache-Status", out var values) ? string.Join(", ", values) : null;

    public double? Age => Headers.Age?.TotalSeconds;
}
