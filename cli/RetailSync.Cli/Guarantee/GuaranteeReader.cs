using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Cli.Guarantee;

/// <summary>Works out what a configuration promises, from what a start would load.</summary>
internal static class GuaranteeReader
{
    /// <summary>Reads it; null after faults, which are added: a configuration that cannot start promises nothing.</summary>
    public static async Task<GuaranteeReport?> ReadAsync(GatewayHostOptions options, List<ConfigFault> faults)
    {
        try
        {
            var prepared = GatewayPreparation.Prepare(options, resolveSecrets: false);
            faults.AddRange(prepared.Faults);
            using var host = GatewayServices.Build(prepared, options, faults);
            var snapshots = host.Services.GetRequiredService<SnapshotStore>();
            faults.AddRange(await snapshots.LoadAsync());
            if (faults.Count > 0)
            {
                return null;
            }

            var store = StoreOf(prepared.Configuration);
            var snapshot = snapshots.Current;
            return new GuaranteeReport(
                prepared.Files.ConfigFile,
                snapshot.Revision,
                store,
                [.. snapshot.Routes.Select(route => new RouteReader(snapshot.Plans[route.RouteId], snapshot.Effective[route.RouteId], prepared.Configuration, store.Kind != "none").Read())]);
        }
        catch (ConfigException unreadable)
        {
            faults.AddRange(unreadable.Faults);
            return null;
        }
    }

    private static StoreGuarantee StoreOf(IConfiguration configuration)
    {
        if (!configuration.GetChildren().Any(child => child.Key.Equals("Store", StringComparison.OrdinalIgnoreCase)))
        {
            return new StoreGuarantee("none", "Nothing is written down: no change can be found again, and none has an event.", "Everything. Add a section Store; {} is enough.");
        }

        return string.Equals(configuration["Store:Provider"], "postgres", StringComparison.OrdinalIgnoreCase)
            ? new StoreGuarantee(
                "postgres",
                "What is answered 2xx is committed in PostgreSQL with its event, and several gateways may share it.",
                "What PostgreSQL itself does not keep: the gateway cannot see whether fsync and synchronous_commit are on, nor whether there is a replica.")
            : new StoreGuarantee(
                "sqlite",
                "What is answered 2xx is on this machine's disk with its event (SQLite, synchronous=FULL). One gateway owns the file.",
                "The loss of that disk, because there is no replica, and a disk that says it has written when it has not.");
    }
}
