using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RetailSync.Cli;

/// <summary>The library's help text, followed by the examples of the command.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    /// <summary>Puts the examples behind the help text of a root command and all below it.</summary>
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
