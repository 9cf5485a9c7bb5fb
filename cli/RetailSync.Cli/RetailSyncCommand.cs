using System.CommandLine;
using System.CommandLine.Invocation;

namespace RetailSync.Cli;

/// <summary>The <c>retailsync</c> command.</summary>
internal static class RetailSyncCommand
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Looks after a RetailSync gateway: who may call, and with which keys.");
        foreach (var group in VerbGroups.All(context))
        {
            root.Subcommands.Add(group);
        }

        HelpWithExamples.Install(root);
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = context.Out, Error = context.Error }, cancellationToken);

        // The library answers 1 to a command line that it does not understand, which here means "refused".
        return parsed.Action is ParseErrorAction ? ExitCodes.Usage : code;
    }
}
