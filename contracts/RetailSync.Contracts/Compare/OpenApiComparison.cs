using RetailSync.Contracts.Compare.OpenApi;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare;

/// <summary>Compares two versions of an OpenAPI description (3.0, 3.1 or 3.2) and says what changed for whom. Safe to call from many threads.</summary>
public static class OpenApiComparison
{
    /// <summary>Compares two versions.</summary>
    /// <param name="old">The version that clients know.</param>
    /// <param name="new">The version that is to replace it.</param>
    /// <param name="options">What the result depends on besides the documents; without them, today in UTC and the default days.</param>
    public static Comparison Compare(SourceDocument old, SourceDocument @new, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);

        return new DocumentComparer(new Side(old), new Side(@new), options ?? new ComparisonOptions { Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime) }).Compare();
    }
}
