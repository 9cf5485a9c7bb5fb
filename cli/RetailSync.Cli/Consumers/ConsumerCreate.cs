using System.CommandLine;
using System.CommandLine.Completions;
using RetailSync.Catalog;

namespace RetailSync.Cli.Consumers;

/// <summary><c>retailsync consumer create</c>.</summary>
internal static class ConsumerCreate
{
    public static Command Create(CliContext context)
    {
        var options = new ConsumerOptions(context);
        var id = new Argument<string>("id") { Description = "The new consumer's id, kebab-case." };
        var name = new Option<string>("--name") { Description = "What people call it.", Required = true };
        var owner = new Option<string>("--owner") { Description = "The team that owns it.", Required = true, HelpName = "team" };
        var system = new Option<string?>("--system") { Description = "The system that it acts for. Leave it out for tools and portals." };
        var scopes = new Option<string[]>("--scope") { Description = "A scope to grant; repeat it for several.", HelpName = "scope" };
        var withKey = new Option<bool>("--api-key") { Description = "Make an API key too, and show it once." };
        owner.CompletionSources.Add(completion => Items(options.Known(completion).Select(consumer => consumer.Owner)));
        scopes.CompletionSources.Add(completion => Items(options.Known(completion).SelectMany(consumer => consumer.Scopes)));

        var verb = new Verb("create", "Adds a consumer to the landscape.")
        {
            Examples =
            [
                "retailsync consumer create kiosk --name \"Store kiosk\" --owner stores-team --system pos --scope pim.read --scope pricing.read",
                "retailsync consumer create nightly-report --name \"Nightly report\" --owner finance-team --scope finance.read --api-key",
            ],
        };
        verb.Add(id);
        foreach (var option in new Option[] { name, owner, system, scopes, withKey, options.Landscape, options.Json })
        {
            verb.Add(option);
        }

        verb.SetAction(parsed => options.Edit(
            parsed,
            editor => editor.Create(new NewConsumer
            {
                Id = parsed.GetRequiredValue(id),
                Name = parsed.GetRequiredValue(name),
                Owner = parsed.GetRequiredValue(owner),
                System = parsed.GetValue(system),
                Scopes = parsed.GetValue(scopes) ?? [],
                WithApiKey = parsed.GetValue(withKey),
            }),
            edit => $"Created the consumer {edit.Consumer!.Id}."));
        return verb;
    }

    private static IEnumerable<CompletionItem> Items(IEnumerable<string> values) => values.Distinct().Order(StringComparer.Ordinal).Select(value => new CompletionItem(value));
}
