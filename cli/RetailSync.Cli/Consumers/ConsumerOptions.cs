using System.CommandLine;
using System.CommandLine.Completions;
using RetailSync.Catalog;
using RetailSync.Gateway;

namespace RetailSync.Cli.Consumers;

/// <summary>The arguments and options that the consumer verbs share.</summary>
internal sealed class ConsumerOptions(CliContext context)
{
    /// <summary>The landscape's folder.</summary>
    public Option<string?> Landscape { get; } = LandscapeFolder.Option();

    /// <summary>Whether to answer in JSON.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON." };

    /// <summary>A consumer's id; the shell completes it to one that exists.</summary>
    public Argument<string> ExistingId()
    {
        var argument = new Argument<string>("id") { Description = "The consumer's id." };
        argument.CompletionSources.Add(completion => Known(completion).Select(consumer => new CompletionItem(consumer.Id, detail: consumer.Name)));
        return argument;
    }

    /// <summary>The consumers of the landscape that a half-typed command line means; none when it cannot be read.</summary>
    public IEnumerable<Consumer> Known(CompletionContext completion)
    {
        var folder = LandscapeFolder.Find(completion.ParseResult.GetValue(Landscape), context);
        return folder is null ? [] : LandscapeReader.Read(folder, new List<ConfigFault>()).Consumers.All;
    }

    /// <summary>Runs an edit on the landscape that the command line means, and reports it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="done">What was done, as one sentence.</param>
    public int Edit(ParseResult parsed, Func<ConsumerEditor, ConsumerEdit> edit, Func<ConsumerEdit, string> done)
    {
        if (LandscapeFolder.Find(parsed.GetValue(Landscape), context) is not { } folder)
        {
            return LandscapeFolder.RefuseMissing(context);
        }

        var result = edit(new ConsumerEditor(folder, context.Clock));
        return result.IsDone ? ConsumerAnswer.Write(context, result, done(result), parsed.GetValue(Json)) : Output.Refuse(context, result.Refusals);
    }
}
