using System.Diagnostics;

namespace RetailSync.Faults.Suite;

/// <summary>Builds the gateway with crash points and known mistakes, apart from every other build.</summary>
internal static class GatewayBuild
{
    /// <summary>Builds it; nearly nothing to do when nothing has changed.</summary>
    /// <exception cref="FaultException">It does not build.</exception>
    public static async Task RunAsync(CancellationToken cancel)
    {
        var project = Path.Combine(FaultPaths.Root, "gateway", "RetailSync.Gateway", "RetailSync.Gateway.csproj");
        var info = new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "-p:Faults=true", "-p:RunAnalyzers=false", "--artifacts-path", FaultPaths.Artifacts, "-v", "quiet", "--nologo"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = FaultPaths.Root,
        };

        // Set by `dotnet run`, and not meant for another build.
        info.Environment.Remove("MSBUILD_EXE_PATH");
        info.Environment.Remove("MSBuildSDKsPath");
        using var build = Process.Start(info)!;
        var said = await build.StandardOutput.ReadToEndAsync(cancel);
        await build.WaitForExitAsync(cancel);
        if (build.ExitCode != 0)
        {
            throw new FaultException($"The gateway does not build with -p:Faults=true: {said}");
        }
    }
}
