using System.Globalization;
using RetailSync.Catalog;
using RetailSync.Gateway;

namespace RetailSync.Cli.Consumers;

/// <summary>What the consumer verbs answer.</summary>
internal static class ConsumerAnswer
{
    private const string Warning = "This key is shown only now; it is not stored and cannot be shown again. Keep it in a safe place.";

    /// <summary>Writes what was done, and a new key once.</summary>
    public static int Write(CliContext context, ConsumerEdit edit, string done, bool json)
    {
        if (json)
        {
            Output.WriteJson(context, new { consumer = ForJson(edit.Consumer!, context.Clock.GetUtcNow()), file = edit.File, apiKey = edit.NewKey?.Key });
            if (edit.NewKey is not null)
            {
                context.Error.WriteLine(Warning);
            }

            return ExitCodes.Ok;
        }

        context.Out.WriteLine($"{done} ({context.Shorten(edit.File!)})");
        if (edit.NewKey is { } key)
        {
            context.Out.WriteLine();
            context.Out.WriteLine($"  {key.Key}");
            context.Out.WriteLine();
            context.Out.WriteLine(Warning);
            context.Out.WriteLine("Callers send it in the header X-Api-Key.");
        }

        return ExitCodes.Ok;
    }

    /// <summary>A consumer as JSON shows it.</summary>
    public static object ForJson(Consumer consumer, DateTimeOffset now) => new
    {
        consumer.Id,
        consumer.Name,
        consumer.Owner,
        consumer.System,
        scopes = consumer.Scopes.Order(StringComparer.Ordinal),
        consumer.Subjects,
        keys = consumer.ApiKeys.Select(key => new { key.Prefix, created = key.CreatedAt, expires = key.ExpiresAt, live = IsLive(key, now) }),
    };

    /// <summary>A key as a table shows it.</summary>
    public static string ForTable(ApiKeyRecord key, DateTimeOffset now) => key.ExpiresAt is not { } end ? key.Prefix
        : IsLive(key, now) ? $"{key.Prefix} until {Moment(end)}"
        : $"{key.Prefix} expired {Moment(end)}";

    /// <summary>A moment as a sentence shows it.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static bool IsLive(ApiKeyRecord key, DateTimeOffset now) => key.ExpiresAt is null || now < key.ExpiresAt;
}
