using System.CommandLine;

namespace RetailSync.Cli.Tour;

/// <summary><c>retailsync tour</c>.</summary>
internal static class TourCommand
{
    public static Command Create(CliContext context)
    {
        var gateway = Address("--gateway", "The gateway's address. Default: http://127.0.0.1:8080, and a gateway of the tour's own when none answers there.");
        var tokens = Address("--tokens", "The sandbox's token server. Default: http://localhost:9100/.");
        var firstPort = new Option<int>("--first-system-port") { Description = "The port of the first simulated system (crm); the others follow it.", DefaultValueFactory = _ => 9101, HelpName = "port" };
        var config = new Option<string?>("--config") { Description = "The configuration of a gateway of the tour's own. Default: the nearest yarp.json, looking upwards from the current folder.", HelpName = "yarp.json" };
        var pause = new Option<bool>("--pause") { Description = "Wait for a key between chapters." };
        var noColor = new Option<bool>("--no-color") { Description = "Write without colours. So does the environment variable NO_COLOR." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON, at the end." };
        var svg = new Option<string?>("--svg") { Description = "Also draw what was printed into this file.", HelpName = "file" };
        var verb = new Verb("tour", "Tells a story through the gateway, step by step: a customer moves house, buys in a store and returns a part.")
        {
            Examples =
            [
                "retailsync tour",
                "retailsync tour --pause",
                "retailsync tour --gateway http://127.0.0.1:8080 --tokens http://localhost:9100/",
                "retailsync tour --json | jq '.ledgers'",
            ],
        };
        foreach (var option in (Option[])[gateway, tokens, firstPort, config, pause, noColor, json, svg])
        {
            verb.Add(option);
        }

        verb.SetAction((parsed, cancellationToken) => RunAsync(
            new TourOptions
            {
                Gateway = parsed.GetValue(gateway),
                Tokens = parsed.GetValue(tokens) ?? new TourOptions().Tokens,
                FirstSystemPort = parsed.GetValue(firstPort),
                ConfigFile = parsed.GetValue(config),
                Pause = parsed.GetValue(pause),
                NoColor = parsed.GetValue(noColor),
                Json = parsed.GetValue(json),
                SvgFile = parsed.GetValue(svg),
            },
            context,
            cancellationToken));
        return verb;
    }

    /// <summary>Gives the tour as the options want it told.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(TourOptions options, CliContext context, CancellationToken cancellationToken)
    {
        if (options.Json)
        {
            return await new TourRun(options with { Pause = false }, context, new JsonTeller(context), _ => Task.CompletedTask).RunAsync(cancellationToken);
        }

        using var teller = new ConsoleTeller(context.Out, options.NoColor, forPicture: options.SvgFile is not null);
        var code = await new TourRun(options, context, teller, stop => WaitForKeyAsync(context, stop)).RunAsync(cancellationToken);
        return options.SvgFile is { } file ? await DrawAsync(teller, Path.GetFullPath(file, context.CurrentFolder), context, code, cancellationToken) : code;
    }

    private static async Task<int> DrawAsync(ConsoleTeller teller, string file, CliContext context, int code, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, teller.ToSvg("retailsync tour"), cancellationToken);
            return code;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"{context.Shorten(file)}: The picture could not be written: {unwritable.Message}");
            return ExitCodes.Refused;
        }
    }

    private static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "address",
        CustomParser = result =>
        {
            var given = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"{name}: '{given}' is not an address such as http://127.0.0.1:8080.");
            return null;
        },
    };

    private static async Task WaitForKeyAsync(CliContext context, CancellationToken cancellationToken)
    {
        await context.Out.WriteLineAsync("Press a key to go on.".AsMemory(), cancellationToken);
        if (Console.IsInputRedirected)
        {
            await Console.In.ReadLineAsync(cancellationToken);
            return;
        }

        await Task.Run(() => Console.ReadKey(intercept: true), cancellationToken).WaitAsync(cancellationToken);
    }
}
