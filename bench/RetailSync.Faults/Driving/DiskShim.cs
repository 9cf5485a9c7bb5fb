using System.Diagnostics;

namespace RetailSync.Faults.Driving;

/// <summary>What stands between a gateway and its disk: <c>native/disk.c</c>, compiled when it is first needed.</summary>
/// <param name="data">The folder that it watches.</param>
internal sealed class DiskShim(string data)
{
    private static readonly string Library = Path.Combine(FaultPaths.Artifacts, "disk.so");

    private readonly string _shadow = data + ".shadow";
    private readonly string _full = data + ".full";

    /// <summary>The environment of a gateway that runs with it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["RETAILSYNC_DISK_FOLDER"] = data,
        ["RETAILSYNC_DISK_SHADOW"] = _shadow,
        ["RETAILSYNC_DISK_FULL"] = _full,
    };

    /// <summary>Whether the disk is full.</summary>
    public bool IsFull
    {
        get => File.Exists(_full);
        set
        {
            if (value)
            {
                File.WriteAllBytes(_full, []);
            }
            else
            {
                File.Delete(_full);
            }
        }
    }

    /// <summary>Compiles it.</summary>
    /// <exception cref="FaultException">There is no C compiler, or it does not like the source.</exception>
    public static async Task CompileAsync(CancellationToken cancel)
    {
        var source = Path.Combine(FaultPaths.Native, "disk.c");
        if (File.Exists(Library) && File.GetLastWriteTimeUtc(Library) > File.GetLastWriteTimeUtc(source))
        {
            return;
        }

        Directory.CreateDirectory(FaultPaths.Artifacts);
        var info = new ProcessStartInfo("cc", ["-O1", "-shared", "-fPIC", "-o", Library, source, "-ldl", "-lpthread"]) { RedirectStandardError = true };
        try
        {
            using var compiler = Process.Start(info)!;
            var said = await compiler.StandardError.ReadToEndAsync(cancel);
            await compiler.WaitForExitAsync(cancel);
            if (compiler.ExitCode != 0)
            {
                throw new FaultException($"{source} does not compile: {said}");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new FaultException("The faults of the disk need a C compiler: install gcc, or leave power-cut and disk-full away.");
        }
    }

    /// <summary>Makes the shadow what the folder is, before a gateway starts.</summary>
    public void Begin()
    {
        Directory.CreateDirectory(data);
        Copy(data, _shadow);
    }

    /// <summary>Makes the folder what the shadow is: what was not synchronised is gone. The gateway must have been killed.</summary>
    public void CutPower()
    {
        Directory.Delete(data, recursive: true);
        Directory.Move(_shadow, data);
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
