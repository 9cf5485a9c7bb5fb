using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>ajv in a process of its own, asked in batches. Not safe to use from several threads.</summary>
internal sealed class OracleProcess : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 200 };

    private readonly Process _process;

    private OracleProcess(Process process) => _process = process;

    /// <summary>Starts it. Where ajv or node is missing, the test is skipped; where the environment variable CI is set, it fails.</summary>
    public static OracleProcess Start()
    {
        var suites = Suites.Require();
        var script = Path.Combine(suites, "..", "..", "tests", "RetailSync.Contracts.Tests", "Schemas", "Oracle", "oracle.cjs");
        if (!Directory.Exists(Path.Combine(suites, "node_modules", "ajv")))
        {
            throw Missing("ajv is not there. '.ci/suites' fetches it.", null);
        }

        var start = new ProcessStartInfo("node", [script, suites])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return new OracleProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Missing("'node' could not be started. The test compares with ajv, which needs Node.js.", e);
        }
    }

    /// <summary>The verdicts on each batch, a letter per value, or the reason why there are none, after an exclamation mark.</summary>
    public async Task<List<string>> AskAsync(IReadOnlyList<OracleBatch> batches, CancellationToken cancellation)
    {
        var asking = SendAsync(batches, cancellation);
        var answers = new List<string>(batches.Count);
        while (answers.Count < batches.Count)
        {
            answers.Add(await _process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The other side ended. What it says stands in the standard error stream."));
        }

        await asking;
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task SendAsync(IReadOnlyList<OracleBatch> batches, CancellationToken cancellation)
    {
        foreach (var batch in batches)
        {
            var line = $$"""{"draft":"{{batch.Draft.Name}}","schema":{{Write(batch.Schema)}},"values":[{{string.Join(',', batch.Values.Select(Write))}}]}""";
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        }

        await _process.StandardInput.FlushAsync(cancellation);
    }

    private static string Write(JsonNode? node) => node?.ToJsonString(Plain) ?? "null";

    private static InvalidOperationException Missing(string reason, Exception? inner)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, reason);
        return new InvalidOperationException(reason, inner);
    }
}
