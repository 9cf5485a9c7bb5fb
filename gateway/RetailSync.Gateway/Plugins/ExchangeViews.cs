using System.Collections.Frozen;
using System.Diagnostics;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Plugins;

/// <summary>Copies of an exchange what plugins may know of it. Safe to use from many threads.</summary>
internal sealed class ExchangeViews(IMasker masker, TimeProvider clock)
{
    private static readonly FrozenDictionary<string, string> NoHeaders = FrozenDictionary<string, string>.Empty;

    /// <summary>Whether an exchange changes state: by its operation, or else by its method.</summary>
    public static bool ChangesState(Exchange exchange) => exchange.Operation?.ChangesState ?? IsUnsafe(exchange.Context.Request.Method);

    /// <summary>What every plugin may know.</summary>
    public ExchangeView Common(ActiveExchange exchange)
    {
        var context = exchange.Context;
        return new ExchangeView
        {
            RequestId = exchange.Id,
            Method = masker.Mask(context.Request.Method),
            Path = masker.MaskPath(context.Request.Path.Value ?? "", exchange.Operation),
            At = clock.GetUtcNow(),
            Duration = Stopwatch.GetElapsedTime(exchange.StartedAt),
            Status = context.Response.StatusCode,
            AnsweredByUpstream = exchange.AnsweredByUpstream,
            ChangesState = ChangesState(exchange),
            RouteId = exchange.Route?.RouteId,
            OperationId = exchange.Operation?.Id,
            PathTemplate = exchange.Operation?.PathTemplate,
            ContractId = exchange.Route?.Contract?.Id,
            ConsumerId = exchange.Caller?.Consumer.Id,
            ProblemType = exchange.Refusal?.Type.Id,
            RefusedBy = exchange.RefusedBy,
            Revision = exchange.Snapshot.Revision,
        };
    }

    /// <summary>The same with what one plugin declared, and how many bytes that takes.</summary>
    public (ExchangeView View, long Bytes) For(PluginNeeds needs, ExchangeView common, ActiveExchange exchange, bool isOutcome)
    {
        if (needs is { RequestBodyBytes: 0, ResponseBodyBytes: 0, RequestHeaders.Count: 0, ResponseHeaders.Count: 0, ClientAddress: false })
        {
            return (common, 0);
        }

        var view = common;
        var bytes = 0L;
        if (needs.ClientAddress)
        {
            view = view with { ClientAddress = Address(exchange.Context.Connection.RemoteIpAddress) };
        }

        if (needs.RequestHeaders.Count > 0)
        {
            view = view with { RequestHeaders = Headers(needs.RequestHeaders, exchange.Context.Request.Headers, ref bytes) };
        }

        if (needs.ResponseHeaders.Count > 0)
        {
            view = view with { ResponseHeaders = Headers(needs.ResponseHeaders, exchange.Context.Response.Headers, ref bytes) };
        }

        if (needs.RequestBodyBytes > 0)
        {
            var body = exchange.Captures?.Request?.View(needs.RequestBodyBytes) ?? BodyView.Empty;
            (view, bytes) = (view with { RequestBody = body }, bytes + body.Bytes.Length);
        }

        if (needs.ResponseBodyBytes > 0)
        {
            var body = isOutcome ? BodyView.Empty with { IsWhole = false } : exchange.Captures?.Response?.View(needs.ResponseBodyBytes) ?? BodyView.Empty;
            (view, bytes) = (view with { ResponseBody = body }, bytes + body.Bytes.Length);
        }

        return (view, bytes);
    }

    private static bool IsUnsafe(string method) => !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    private static string Address(System.Net.IPAddress? address) => address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    private IReadOnlyDictionary<string, string> Headers(IReadOnlyList<string> wanted, IHeaderDictionary headers, ref long bytes)
    {
        Dictionary<string, string>? found = null;
        foreach (var name in wanted)
        {
            if (headers.TryGetValue(name, out var value) && value.Count > 0)
            {
                var masked = masker.MaskHeader(name, value.ToString());
                (found ??= new(StringComparer.OrdinalIgnoreCase))[name] = masked;
                bytes += masked.Length;
            }
        }

        return found ?? (IReadOnlyDictionary<string, string>)NoHeaders;
    }
}
