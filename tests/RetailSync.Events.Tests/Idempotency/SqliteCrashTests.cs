namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases in which a gateway dies, over the journal in a SQLite file.</summary>
public sealed class SqliteCrashTests : CrashCases
{
    protected override IReadOnlyList<string> Store { get; } = ["--Store:Provider=sqlite", "--Store:Path={folder}/store/journal.db"];

    protected override bool IsShared => false;
}
