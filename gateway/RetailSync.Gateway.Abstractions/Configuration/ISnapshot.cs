using System.Collections.Frozen;

namespace RetailSync.Gateway;

/// <summary>Configuration, contracts and landscape as they were loaded together. Immutable; an exchange keeps the one it started with.</summary>
public interface ISnapshot
{
    /// <summary>A short hash of all that was read, the same for the same content.</summary>
    string Revision { get; }

    /// <summary>The systems, APIs and consumers.</summary>
    ILandscape Landscape { get; }

    /// <summary>The contracts by id.</summary>
    IReadOnlyDictionary<string, IContract> Contracts { get; }

    /// <summary>What the contracts say of events, by the event's type.</summary>
    IReadOnlyDictionary<string, IEventContract> Events => FrozenDictionary<string, IEventContract>.Empty;
}
