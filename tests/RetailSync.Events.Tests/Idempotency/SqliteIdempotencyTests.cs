using Microsoft.Extensions.DependencyInjection;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases of idempotency keys over the journal in a SQLite file.</summary>
public sealed class SqliteIdempotencyTests : IdempotencyCases
{
    protected override IReadOnlyList<string> Arguments { get; } = ["--Store:Provider=sqlite"];

    // The section Store has registered it.
    protected override void AddJournal(IServiceCollection services)
    {
    }
}
