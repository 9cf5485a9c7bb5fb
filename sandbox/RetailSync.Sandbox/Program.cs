using System.Runtime.InteropServices;
using RetailSync.Sandbox;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

if (!CommandLine.TryRead(args, Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory(), out var options, out var reason))
{
    Console.Error.WriteLine(reason);
    return 2;
}

try
{
    var stop = new TaskCompletionSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await using var sandbox = await SandboxHost.StartAsync(options);

    Console.WriteLine($"{"tokens",-14}{sandbox.TokenServer}");
    foreach (var system in sandbox.Systems.OrderBy(system => system.Value.Port))
    {
        Console.WriteLine($"{system.Key,-14}{system.Value}");
    }

    Console.WriteLine($"{"pricing gRPC",-14}{sandbox.PricingGrpc}");
    Console.WriteLine($"Secrets are in {Path.Combine(options.DataFolder, "sandbox", "secrets")}. Ctrl+C stops.");
    await stop.Task;
    return 0;
}
catch (Exception fault) when (fault is IOException or InvalidDataException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
