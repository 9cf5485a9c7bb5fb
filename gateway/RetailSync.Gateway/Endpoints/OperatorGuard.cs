using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Gateway.Endpoints;

/// <summary>
/// Lets operators in and nobody else: with a key where there is one, else from this machine under its own name. What a web page makes an operator's browser send is
/// refused. Every refusal is logged. Safe to use from many threads.
/// </summary>
internal sealed partial class OperatorGuard(string? key, ILogger<OperatorGuard> logger)
{
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    private readonly byte[]? _keyHash = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Refuses, or hands on to the endpoints.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var status = Judge(context);
        if (status == StatusCodes.Status200OK)
        {
            return next(context);
        }

        var request = context.Request;
        LogRefused(request.Method, request.Path.Value ?? "", context.Connection.RemoteIpAddress, status);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"retailsync operators\"";
        }

        return Task.CompletedTask;
    }

    private int Judge(HttpContext context)
    {
        if (_keyHash is null ? !IsLocal(context) : !HasKey(context.Request) && !IsProbe(context.Request))
        {
            return _keyHash is null ? StatusCodes.Status421MisdirectedRequest : StatusCodes.Status401Unauthorized;
        }

        // A read of a page elsewhere cannot see its answer; a change needs none.
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || !IsFromAnotherSite(context.Request)
            ? StatusCodes.Status200OK
            : StatusCodes.Status403Forbidden;
    }

    // A page in an operator's browser must not reach the loopback listener under a name of its own (DNS rebinding).
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && LoopbackHosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase);

    // Those who only want to know whether to send requests here have no key: load balancers, orchestrators. They get a status and no reasons.
    private static bool IsProbe(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers.Authorization.Count == 0 && request.Path.Value is "/health" or "/ready";

    // Browsers say where a change comes from, and a page cannot forge either header. What is no browser sends neither.
    private static bool IsFromAnotherSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        var origin = request.Headers.Origin;
        return (site.Count > 0 && site is not ["same-origin" or "none"])
            || (origin.Count > 0 && !(origin is [{ } own] && own.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)));
    }

    private bool HasKey(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers.Authorization is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text[Scheme.Length..])), _keyHash);
    }

    [LoggerMessage(LogLevel.Warning, "Operators: {Method} {Path} from {Remote} was refused with {Status}.", EventName = "operators.refused")]
    private partial void LogRefused(string method, string path, IPAddress? remote, int status);
}
