using System.CommandLine;
using RetailSync.Catalog;

namespace RetailSync.Cli.Consumers;

/// <summary><c>retailsync consumer rotate-key</c>.</summary>
internal static class ConsumerRotateKey
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(24);

    public static Command Create(CliContext context)
    {
        var options = new ConsumerOptions(context);
        var id = options.ExistingId();
        var overlap = new Option<TimeSpan?>("--overlap")
        {
            Description = "How long the old key goes on working: a number with s, m, h or d, from 0 to 90d. Default: 24h.",
            HelpName = "time",
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                if (Duration.TryParse(text, out var duration) && duration <= ConsumerEditor.LongestOverlap)
                {
                    return duration;
                }

                result.AddError($"'{text}' is no overlap. Give a number with s, m, h or d, from 0 to {ConsumerEditor.LongestOverlap.Days}d, such as 24h.");
                return null;
            },
        };
        var verb = new Verb("rotate-key", "Makes a further API key and lets the old one expire.")
        {
            Examples = ["retailsync consumer rotate-key kiosk", "retailsync consumer rotate-key kiosk --overlap 7d"],
        };
        verb.Add(id);
        verb.Add(overlap);
        verb.Add(options.Landscape);
        verb.Add(options.Json);
        verb.SetAction(parsed => options.Edit(parsed, editor => editor.RotateKey(parsed.GetRequiredValue(id), parsed.GetValue(overlap) ?? Usual), Describe));
        return verb;
    }

    private static string Describe(ConsumerEdit edit)
    {
        var old = edit.EndingKeys is [var key] ? $" The old one, {key.Prefix}, works until {ConsumerAnswer.Moment(key.ExpiresAt!.Value)}." : "";
        return $"Made the key {edit.NewKey!.Record.Prefix} for {edit.Consumer!.Id}.{old}";
    }
}
