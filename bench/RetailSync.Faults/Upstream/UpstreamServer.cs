using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RetailSync.Faults.Upstream;

/// <summary>The system behind the gateway, in a process of its own so that it outlives every gateway. What it does with a change does not depend on whether the caller still waits.</summary>
internal sealed class UpstreamServer
{
    private readonly Ledger _ledger = new();
    private volatile UpstreamBehaviour _behaviour = new();

    /// <summary>Serves until the other end of the standard input goes away.</summary>
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        var server = new UpstreamServer();
        app.Run(server.HandleAsync);
        await app.StartAsync();
        Console.WriteLine($"listening http {app.Urls.Single()}");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        return 0;
    }

    private Task HandleAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (context.Request.Method, parts) switch
        {
            ("PUT", ["v1", "things", var id]) => ChangeAsync(context, id),
            ("POST", ["v1", "things"]) => ChangeAsync(context, null),
            ("GET", ["v1", "things", var id]) => AnswerAsync(context, _ledger.Find(id)),
            ("GET", ["v1", "things"]) => SearchAsync(context),
            ("GET", ["ledger"]) => WriteAsync(context, 200, _ledger.All()),
            ("PUT", ["control"]) => ControlAsync(context),
            _ => WriteAsync(context, 404, new { }),
        };
    }

    private async Task ControlAsync(HttpContext context)
    {
        _behaviour = (await JsonSerializer.DeserializeAsync<UpstreamBehaviour>(context.Request.Body, JsonSerializerOptions.Web))!;
        context.Response.StatusCode = 204;
    }

    private async Task ChangeAsync(HttpContext context, string? id)
    {
        var behaves = _behaviour;
        string change;
        using (var document = await JsonDocument.ParseAsync(context.Request.Body))
        {
            change = document.RootElement.GetProperty("change").GetString()!;
        }

        var chance = Random.Shared.NextDouble();
        await WaitAsync(Random.Shared.Next(behaves.MinMilliseconds, behaves.MaxMilliseconds + 1));
        if (IsRefused(change, behaves.Refuse))
        {
            await WriteAsync(context, 422, new { title = "Refused, as asked." });
            return;
        }

        if (Hits(ref chance, behaves.ErrorBefore))
        {
            await WriteAsync(context, 500, new { });
            return;
        }

        if (Hits(ref chance, behaves.DropBefore))
        {
            context.Abort();
            return;
        }

        if (Hits(ref chance, behaves.Late))
        {
            await WaitAsync(behaves.LateMilliseconds);
        }

        var headers = context.Request.Headers;
        var answer = _ledger.Apply(id, change, headers["Idempotency-Key"].ToString(), behaves.Class == "A", behaves.Class == "C" ? NullIfEmpty(headers.IfMatch.ToString()) : null);
        await WaitAsync(Random.Shared.Next(0, behaves.MaxAnswerMilliseconds + 1));
        if (behaves.SilentKey is not null && behaves.SilentKey == id)
        {
            await WaitAsync(600_000);
        }

        if (Hits(ref chance, behaves.DropAfter))
        {
            context.Abort();
        }
        else if (Hits(ref chance, behaves.ErrorAfter))
        {
            await WriteAsync(context, 500, new { });
        }
        else
        {
            await AnswerAsync(context, answer);
        }
    }

    // By the client's own name for the change: what class B offers.
    private Task SearchAsync(HttpContext context)
    {
        var found = _ledger.FindChange(context.Request.Query["reference"].ToString());
        return WriteAsync(context, 200, new { things = found is null ? [] : new[] { Body(found) } });
    }

    private static Task AnswerAsync(HttpContext context, UpstreamAnswer? answer)
    {
        if (answer is null)
        {
            return WriteAsync(context, 404, new { });
        }

        context.Response.Headers.ETag = answer.Tag;
        return WriteAsync(context, answer.Status, Body(answer));
    }

    private static object Body(UpstreamAnswer answer) => new { id = answer.Id, change = answer.Change };

    private static async Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), JsonSerializerOptions.Web));
    }

    // Always the same ones: a system that honours keys does not refuse what it has applied before.
    private static bool IsRefused(string change, double share) => (uint)change.GetHashCode(StringComparison.Ordinal) < share * uint.MaxValue;

    // Uses up the part of the draw that the case has, so that the shares add up.
    private static bool Hits(ref double chance, double share)
    {
        chance -= share;
        return chance < 0 && chance >= -share;
    }

    private static Task WaitAsync(int milliseconds) => milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
