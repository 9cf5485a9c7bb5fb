using System.CommandLine;
using System.CommandLine.Completions;

namespace RetailSync.Cli.Consumers;

/// <summary><c>retailsync consumer revoke-key</c>.</summary>
internal static class ConsumerRevokeKey
{
    public static Command Create(CliContext context)
    {
        var options = new ConsumerOptions(context);
        var id = options.ExistingId();
        var prefix = new Argument<string>("prefix") { Description = "The key's visible first part, such as rsk_ab12cd34." };
        prefix.CompletionSources.Add(completion => options.Known(completion)
            .Where(consumer => consumer.Id == completion.ParseResult.GetValue(id))
            .SelectMany(consumer => consumer.ApiKeys)
            .Select(key => new CompletionItem(key.Prefix)));
        var verb = new Verb("revoke-key", "Removes an API key at once.")
        {
            Examples = ["retailsync consumer revoke-key kiosk rsk_ab12cd34"],
        };
        verb.Add(id);
        verb.Add(prefix);
        verb.Add(options.Landscape);
        verb.Add(options.Json);
        verb.SetAction(parsed => options.Edit(
            parsed,
            editor => editor.RevokeKey(parsed.GetRequiredValue(id), parsed.GetRequiredValue(prefix)),
            edit => $"Revoked the key {edit.EndingKeys[0].Prefix} of {edit.Consumer!.Id}. It stops working as soon as the gateway has loaded the change."));
        return verb;
    }
}
