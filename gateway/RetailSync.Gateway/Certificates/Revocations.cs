namespace RetailSync.Gateway.Certificates;

/// <summary>The revocation lists in force. Their file is read again when it changes, for they are valid for days only. Safe to use from many threads.</summary>
internal sealed partial class Revocations(ClientTrust trust, TimeProvider clock, ILogger<Revocations> logger) : BackgroundService
{
    // Asking for the time of the file instead of watching it: mounted folders replace their links, which watchers do not see.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private volatile RevocationSet _current = trust.Revocations;

    /// <summary>The lists that were read last without a fault.</summary>
    public RevocationSet Current => _current;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (trust.RevocationFile is not { } file)
        {
            return;
        }

        try
        {
            using var timer = new PeriodicTimer(Pause, clock);

            // Nothing was seen so far: the file may have changed since the start read it.
            (DateTime ChangedAt, long Length) seen = default;
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = StateOf(file);
                if (now != seen)
                {
                    seen = now;
                    Load(file);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private static (DateTime ChangedAt, long Length) StateOf(string path)
    {
        var file = new FileInfo(path);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private void Load(string file)
    {
        if (ClientTrust.ReadRevocations(file, trust.Authorities, out var fault) is { } lists)
        {
            _current = lists;
            LogLoaded(file);
        }
        else
        {
            LogRefused(fault!);
        }
    }

    [LoggerMessage(LogLevel.Information, "The certificate revocation lists of {File} are in force.", EventName = "certificates.revocations-loaded")]
    private partial void LogLoaded(string file);

    [LoggerMessage(LogLevel.Error, "New certificate revocation lists are refused, the old ones stay in force until they are out of date: {Fault}", EventName = "certificates.revocations-refused")]
    private partial void LogRefused(string fault);
}
