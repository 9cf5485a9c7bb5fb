using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RetailSync.Gateway;
using Spectre.Console;

namespace RetailSync.Cli;

/// <summary>Writes answers: tables for people, JSON for scripts, refusals on the error stream.</summary>
internal static class Output
{
    private const int WidthOfAPipe = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes a value as JSON.</summary>
    public static void WriteJson<T>(CliContext context, T value) => context.Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Writes a table as wide as the terminal, and wide enough for one line a row where there is none.</summary>
    public static void WriteTable(CliContext context, Table table)
    {
        var output = new AnsiConsoleOutput(context.Out);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!output.IsTerminal)
        {
            console.Profile.Width = WidthOfAPipe;
        }

        console.Write(table);
    }

    /// <summary>Writes why something was not done, one reason a line.</summary>
    /// <returns>The exit code that goes with it.</returns>
    public static int Refuse(CliContext context, IEnumerable<ConfigFault> faults)
    {
        foreach (var fault in faults)
        {
            context.Error.WriteLine(fault);
        }

        return ExitCodes.Refused;
    }
}
