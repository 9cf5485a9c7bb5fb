using RetailSync.Gateway;
using RetailSync.Plugins.Audit.Trail;

namespace RetailSync.Plugins.Audit;

/// <summary>Writes what changed, what was refused and what operators did into a trail that cannot be altered unnoticed.</summary>
public sealed class AuditPlugin : IGapListener, IOperatorActionListener, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private AuditOptions _options = new();
    private string _folder = "";
    private PluginContext? _context;
    private TrailWriter? _trail;

    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _options = setup.Bind<AuditOptions, AuditOptionsValidator>();
        _folder = _options.Folder is { } folder ? Path.GetFullPath(folder, setup.BaseFolder) : setup.DataFolder;
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        _trail = new TrailWriter(_folder, _options.MaxFileBytes, context.Clock);
        _trail.Open();
        Tell(_trail);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ObserveAsync(IReadOnlyList<ExchangeView> exchanges, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchanges);
        return WriteAsync(
            trail =>
            {
                foreach (var exchange in exchanges)
                {
                    trail.Append(AuditRecords.Exchange(exchange));
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask OnGapAsync(PluginGap gap, CancellationToken cancellationToken) => WriteAsync(trail => trail.Append(AuditRecords.Gap(gap)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask OnOperatorActionAsync(OperatorAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        return WriteAsync(trail => trail.Append(AuditRecords.Operator(action)), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            _trail?.Close();
            _trail = null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _trail?.Dispose();
        _oneAtATime.Dispose();
    }

    // A call that was given up may still be writing when the next comes.
    private async ValueTask WriteAsync(Action<TrailWriter> write, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var trail = _trail ?? throw new InvalidOperationException("The trail is closed.");
            write(trail);
            trail.Commit();
            Tell(trail);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private void Tell(TrailWriter trail) => _context!.Facts.Emit(new AuditSealed(trail.Sequence, trail.Hash, trail.FileName));
}
