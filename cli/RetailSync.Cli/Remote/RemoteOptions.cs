using System.CommandLine;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Remote;

/// <summary>The options that all verbs about a running gateway share.</summary>
internal sealed class RemoteOptions(CliContext context)
{
    private readonly Option<string> _gateway = new("--gateway") { Description = "The gateway's address.", HelpName = "address", DefaultValueFactory = _ => "http://127.0.0.1:8080/" };
    private readonly Option<string?> _apiKey = new("--api-key") { Description = "Your API key, or where it is: env:NAME or file:path. Default: the environment variable RETAILSYNC_API_KEY.", HelpName = "key" };
    private readonly Option<string?> _client = new("--client") { Description = "Your client id at the token server, instead of an API key.", HelpName = "id" };
    private readonly Option<string?> _clientSecret = new("--client-secret") { Description = "The client's secret, or where it is: env:NAME or file:path. Default: the environment variable RETAILSYNC_CLIENT_SECRET.", HelpName = "secret" };
    private readonly Option<string> _tokens = new("--tokens") { Description = "The token endpoint for --client.", HelpName = "address", DefaultValueFactory = _ => "http://localhost:9100/connect/token" };

    /// <summary>Whether to answer in JSON.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON." };

    /// <summary>Adds them to a verb, and what it does. Refusals and missing answers become a message and an exit code.</summary>
    public Command Complete(Command verb, Func<ParseResult, GatewayClient, CancellationToken, Task<int>> run)
    {
        foreach (var option in (Option[])[_gateway, _apiKey, _client, _clientSecret, _tokens, Json])
        {
            verb.Add(option);
        }

        verb.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                if (Access(parsed) is not { } access)
                {
                    return ExitCodes.Usage;
                }

                using var client = new GatewayClient(access);
                return await run(parsed, client, cancellationToken);
            }
            catch (RemoteException refused)
            {
                await context.Error.WriteLineAsync(refused.Message);
                return ExitCodes.Refused;
            }
        });
        return verb;
    }

    /// <summary>Answers as JSON, or otherwise in words.</summary>
    public int Tell(ParseResult parsed, JsonNode? answer, Action inWords)
    {
        if (parsed.GetValue(Json))
        {
            Output.WriteJson(context, answer);
        }
        else
        {
            inWords();
        }

        return ExitCodes.Ok;
    }

    private GatewayAccess? Access(ParseResult parsed)
    {
        var client = parsed.GetValue(_client);
        if (Address(parsed.GetValue(_gateway)!, "--gateway") is not { } gateway || Address(parsed.GetValue(_tokens)!, "--tokens") is not { } tokens)
        {
            return null;
        }

        if (!TryRead(parsed.GetValue(_apiKey), "--api-key", "RETAILSYNC_API_KEY", out var key) || !TryRead(parsed.GetValue(_clientSecret), "--client-secret", "RETAILSYNC_CLIENT_SECRET", out var secret))
        {
            return null;
        }

        if (client is not null && secret is null)
        {
            context.Error.WriteLine("--client needs --client-secret, or the environment variable RETAILSYNC_CLIENT_SECRET.");
            return null;
        }

        return new GatewayAccess { Gateway = gateway, ApiKey = client is null ? key : null, Client = client, ClientSecret = secret, Tokens = tokens };
    }

    private Uri? Address(string text, string option)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            context.Error.WriteLine($"{option}: '{text}' is no address. Expected: such as https://api.example.com/.");
            return null;
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            // A credential goes along.
            context.Error.WriteLine($"{option}: '{text}' is on another machine and has no TLS. Use https.");
            return null;
        }

        return address;
    }

    private bool TryRead(string? given, string option, string variable, out string? secret)
    {
        secret = given ?? Environment.GetEnvironmentVariable(variable);
        try
        {
            secret = secret switch
            {
                null or "" => null,
                _ when secret.StartsWith("env:", StringComparison.Ordinal) => Environment.GetEnvironmentVariable(secret[4..]),
                _ when secret.StartsWith("file:", StringComparison.Ordinal) => File.ReadAllText(Path.GetFullPath(secret[5..], context.CurrentFolder)).Trim(),
                _ => secret,
            };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"{option}: {unreadable.Message}");
            return false;
        }

        if (given is not null && secret is null)
        {
            context.Error.WriteLine($"{option}: '{given}' is empty or not set.");
            return false;
        }

        return true;
    }
}
