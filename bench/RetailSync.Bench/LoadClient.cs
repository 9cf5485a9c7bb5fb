using System.Diagnostics;
using System.Text.Json;
using RetailSync.Bench.Load;

namespace RetailSync.Bench;

/// <summary>The load generator, in its own process.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly Process _process;

    private LoadClient(Process process) => _process = process;

    public static LoadClient Start()
    {
        var start = new ProcessStartInfo("dotnet", [BenchPaths.Program("RetailSync.Bench.Load")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new LoadClient(Process.Start(start) ?? throw new BenchException("The load generator could not be started."));
    }

    /// <summary>Has one order carried out.</summary>
    public async Task<LoadResult> RunAsync(LoadOrder order, CancellationToken cancel)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order, LoadJson.Default.LoadOrder).AsMemory(), cancel);
        await _process.StandardInput.FlushAsync(cancel);
        var line = await _process.StandardOutput.ReadLineAsync(cancel) ?? throw new BenchException("The load generator ended.");
        return JsonSerializer.Deserialize(line, LoadJson.Default.LoadResult) ?? throw new BenchException("The load generator sent no result.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
