namespace RetailSync.Gateway;

/// <summary>Asks every plugin for the events of a change. The gateway implements it; the journal calls it. Safe to use from many threads.</summary>
public interface IChangeEventBuilder
{
    /// <summary>Builds the events of one change, with bounded time. Never throws: a failure is told in the result.</summary>
    ValueTask<BuiltEvents> BuildAsync(CompletedChange change, CancellationToken cancellationToken);
}
