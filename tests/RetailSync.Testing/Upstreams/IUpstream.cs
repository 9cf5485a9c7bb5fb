namespace RetailSync.Testing;

/// <summary>A system behind the gateway, as a test plays it.</summary>
public interface IUpstream : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }

    /// <summary>Everything it received, in the order of arrival.</summary>
    IReadOnlyList<RecordedRequest> Requests { get; }
}
