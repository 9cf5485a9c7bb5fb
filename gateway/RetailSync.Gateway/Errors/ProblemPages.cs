using System.Net;
using System.Text;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Errors;

/// <summary>The pages that a problem's <c>type</c> points to.</summary>
internal static class ProblemPages
{
    /// <summary>Maps <c>GET /problems</c> and <c>GET /problems/{id}</c> on the data port.</summary>
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", List).WithName("ListProblems").WithSummary("Every kind of refusal").WithMetadata(OwnEndpoints.Problems);
        routes.MapGet("/problems/{id}", Find).WithName("ExplainProblem").WithSummary("What a kind of refusal means").WithMetadata(OwnEndpoints.Problems);
    }

    private static Task List(HttpContext context) =>
        WantsJson(context)
            ? AnswerAsync(context, "application/json", System.Text.Json.JsonSerializer.Serialize(ProblemTypes.All.Select(Describe), System.Text.Json.JsonSerializerOptions.Web))
            : AnswerAsync(context, "text/html; charset=utf-8", Page("Problems", ProblemTypes.All.Aggregate(
                new StringBuilder("<ul>"),
                (text, type) => text.Append("<li><a href=\"/problems/").Append(type.Id).Append("\">").Append(type.Status).Append(' ').Append(type.Id).Append("</a>: ").Append(Encode(type.Title)).Append("</li>"),
                text => text.Append("</ul>").ToString())));

    private static async Task Find(string id, HttpContext context, ProblemWriter problems)
    {
        if (ProblemTypes.All.FirstOrDefault(type => type.Id == id) is not { } found)
        {
            await problems.WriteAsync(
                context.Features.GetRequiredFeature<ActiveExchange>(),
                new Problem(ProblemTypes.UnknownApi, "No kind of problem has this id. GET /problems lists all of them."));
            return;
        }

        if (WantsJson(context))
        {
            await AnswerAsync(context, "application/json", System.Text.Json.JsonSerializer.Serialize(Describe(found), System.Text.Json.JsonSerializerOptions.Web));
            return;
        }

        await AnswerAsync(context, "text/html; charset=utf-8", Page(
            $"{found.Status} {found.Id}",
            $"<p><strong>{Encode(found.Title)}</strong></p><h2>What it means</h2><p>{Encode(found.Meaning)}</p><h2>What to do</h2><p>{Encode(found.Remedy)}</p>"
            + $"<p><code>type</code>: <code>{Encode(found.Uri)}</code></p><p><a href=\"/problems\">All problems</a></p>"));
    }

    private static object Describe(ProblemType type) => new { type.Id, type.Status, Type = type.Uri, type.Title, type.Meaning, type.Remedy };

    private static bool WantsJson(HttpContext context) => context.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);

    private static Task AnswerAsync(HttpContext context, string contentType, string body)
    {
        var exchange = context.Features.GetRequiredFeature<ActiveExchange>();
        var headers = context.Response.Headers;
        headers["X-Request-Id"] = exchange.Id;
        exchange.ResponseHeaders.ApplyTo(headers);
        headers.ContentType = contentType;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static string Page(string title, string body) =>
        $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{Encode(title)}} - RetailSync Gateway</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b1f24}h1{font-size:1.4rem}h2{font-size:1rem;margin-top:1.5rem}code{background:#eef1f4;padding:.1rem .3rem;border-radius:3px}a{color:#0b5cad}</style>
        </head><body><h1>{{Encode(title)}}</h1>{{body}}</body></html>
        """;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
