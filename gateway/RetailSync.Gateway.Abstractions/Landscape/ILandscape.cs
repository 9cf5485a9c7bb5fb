namespace RetailSync.Gateway;

/// <summary>The systems, their APIs, owners and consumers, as one immutable picture. Safe to use from many threads.</summary>
public interface ILandscape
{
    /// <summary>Every system, in the files' order.</summary>
    IReadOnlyList<RetailSystem> Systems { get; }

    /// <summary>Every API, in the files' order.</summary>
    IReadOnlyList<Api> Apis { get; }

    /// <summary>Who may call.</summary>
    IConsumerDirectory Consumers { get; }

    /// <summary>The API whose base path the path starts with, segment by segment, ignoring case; null when there is none.</summary>
    Api? FindApi(ReadOnlySpan<char> path);

    /// <summary>The API version that <paramref name="contractId"/> describes; null when no version names it.</summary>
    ApiVersion? FindVersion(string contractId);
}
