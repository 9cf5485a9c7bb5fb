using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Hosting;

var command = CommandLine.Parse(args, out var fault);
if (fault is not null || command.Help)
{
    await (fault is null ? Console.Out : Console.Error).WriteLineAsync(fault ?? CommandLine.HelpText);
    return fault is null ? 0 : 2;
}

using var signals = new StopSignals();
try
{
    await using var gateway = await GatewayHost.StartAsync(new GatewayHostOptions
    {
        ConfigFile = command.ConfigFile,
        Development = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Development",
        Arguments = command.Overrides,
        LogToConsole = true,
    }, signals.Stop);
    Console.WriteLine(Banner.Text(gateway));
    await gateway.WaitForStopAsync(signals.Stop);
    return await gateway.DrainAsync(signals.StopNow) == 0 ? 0 : 3;
}
catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
{
    // Asked to stop before it had started: nothing was accepted.
    return 0;
}
catch (ConfigException faults)
{
    await Console.Error.WriteLineAsync(faults.Message);
    return 1;
}
catch (IOException unavailable)
{
    // A port that is taken is the operator's to mend, not a fault with a stack trace.
    await Console.Error.WriteLineAsync($"The gateway could not start: {unavailable.Message}");
    return 1;
}
