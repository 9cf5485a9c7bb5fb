using System.CommandLine;
using RetailSync.Cli.Audit;
using RetailSync.Cli.Completion;
using RetailSync.Cli.Configuration;
using RetailSync.Cli.Consumers;
using RetailSync.Cli.Diff;
using RetailSync.Cli.Events;
using RetailSync.Cli.Guarantee;
using RetailSync.Cli.Lint;
using RetailSync.Cli.Operations;
using RetailSync.Cli.Store;
using RetailSync.Cli.Subscriptions;
using RetailSync.Cli.Tour;

namespace RetailSync.Cli;

/// <summary>Every group of verbs, in the order of the help text. A new group is a folder and one line here.</summary>
internal static class VerbGroups
{
    public static IEnumerable<Command> All(CliContext context) =>
    [
        ConsumerCommand.Create(context),
        ConfigCommand.Create(context),
        GuaranteeCommand.Create(context),
        AuditCommand.Create(context),
        StoreCommand.Create(context),
        OperationsCommand.Create(context),
        EraseCommand.Create(context),
        EventsCommand.Create(context),
        WhoHasCommand.Create(context),
        SubscriptionsCommand.Create(context),
        ReplayCommand.Create(context),
        DiffCommand.Create(context),
        LintCommand.Create(context),
        TourCommand.Create(context),
        CompletionCommand.Create(context),
    ];
}
