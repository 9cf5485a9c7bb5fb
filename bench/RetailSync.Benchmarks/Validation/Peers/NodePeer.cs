using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>ajv in a Node process of its own, which counts its own processor time.</summary>
internal sealed class NodePeer : Peer, IDisposable
{
    private static readonly string[] Packages = ["ajv@8.20.0", "ajv-formats@3.0.1"];

    private readonly Process _node;

    private NodePeer(Process node)
        : base("ajv") => _node = node;

    /// <summary>Starts it; null when node or its packages cannot be had.</summary>
    public static async Task<NodePeer?> StartAsync(IReadOnlyDictionary<string, byte[]> bodies)
    {
        // Beside the build: artifacts/peers.
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "peers"));
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in bodies)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".json"), bytes);
        }

        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "ajv-formats")))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), "{}");
                using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, .. Packages]))!;
                await npm.WaitForExitAsync();
                if (npm.ExitCode != 0)
                {
                    return null;
                }
            }

            string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Validation", "Peers", "ajv.cjs"), folder, BodySchema.Path, folder];
            return new NodePeer(Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        }
        catch (Win32Exception)
        {
            // No such program.
            return null;
        }
    }

    public override async Task<(double Microseconds, int Accepted)> RunAsync(string body, int iterations)
    {
        await _node.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{body} {iterations}"));
        await _node.StandardInput.FlushAsync();
        var answer = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("node has ended; what it said is above.");
        var parts = answer.Split(' ');
        return (double.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        // It ends with its input.
        _node.StandardInput.Close();
        _node.Dispose();
    }
}
