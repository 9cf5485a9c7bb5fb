using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Journal;

/// <summary>The cases of idempotency keys over a journal in memory.</summary>
public sealed class MemoryIdempotencyTests : IdempotencyCases
{
    protected override void AddJournal(IServiceCollection services) =>
        services.AddSingleton<IJournal>(provider => new MemoryJournal(provider.GetRequiredService<TimeProvider>()));
}
