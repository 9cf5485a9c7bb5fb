using System.CommandLine;

namespace RetailSync.Cli.Completion;

/// <summary><c>retailsync completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("shell") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.ByShell.Keys]);
        var verb = new Verb("completion", "Prints a script with which a shell completes retailsync's commands, options and values.")
        {
            Examples =
            [
                "source <(retailsync completion bash)                                       # in ~/.bashrc",
                "source <(retailsync completion zsh)                                        # in ~/.zshrc, after compinit",
                "retailsync completion pwsh | Out-String | Invoke-Expression                # in $PROFILE",
            ],
        };
        verb.Add(shell);
        verb.SetAction(parsed =>
        {
            context.Out.Write(CompletionScripts.ByShell[parsed.GetRequiredValue(shell)]);
            return ExitCodes.Ok;
        });
        return verb;
    }
}
