using System.Diagnostics;

namespace RetailSync.Cli.Tests;

/// <summary>Runs programs as a person would.</summary>
internal static class BuiltProgram
{
    /// <summary>The built <c>retailsync</c>.</summary>
    public static string RetailSync => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "retailsync.exe" : "retailsync");

    public static async Task<(int Code, string Out, string Error)> RunAsync(string program, string folder, params string[] args)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
