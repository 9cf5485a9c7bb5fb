using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases in which a gateway dies, over the journal in PostgreSQL.</summary>
public sealed class PostgresCrashTests : CrashCases, IAsyncLifetime
{
    private readonly string _secret = Path.GetTempFileName();

    // The shortest lease: for as long as that a gateway that is silent may still be alive.
    protected override IReadOnlyList<string> Store => ["--Store:Provider=postgres", $"--Store:Connection=file:{_secret}", "--Store:LeaseSeconds=5"];

    protected override bool IsShared => true;

    public async ValueTask InitializeAsync() =>
        await File.WriteAllTextAsync(_secret, await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        File.Delete(_secret);
        return ValueTask.CompletedTask;
    }
}
