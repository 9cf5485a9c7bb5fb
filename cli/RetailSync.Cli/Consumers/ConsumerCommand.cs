using System.CommandLine;

namespace RetailSync.Cli.Consumers;

/// <summary>The verbs about consumers.</summary>
internal static class ConsumerCommand
{
    public static Command Create(CliContext context) => new("consumer", "The applications that may call, and their API keys.")
    {
        ConsumerList.Create(context),
        ConsumerCreate.Create(context),
        ConsumerRotateKey.Create(context),
        ConsumerRevokeKey.Create(context),
    };
}
