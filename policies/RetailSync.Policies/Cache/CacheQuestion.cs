using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>What a request says about kept answers.</summary>
internal readonly record struct CacheQuestion
{
    private CacheQuestion(CacheControl control, bool isGet) => (Control, IsGet) = (control, isGet);

    public CacheControl Control { get; }

    public bool IsGet { get; }

    /// <summary>Whether the system must be asked in any case.</summary>
    public bool MustAsk => Control.NoCache;

    /// <summary>Reads it; false when the request has nothing to do with kept answers and goes by them.</summary>
    public static bool TryRead(Exchange exchange, out CacheQuestion question)
    {
        question = default;
        var request = exchange.Context.Request;
        var headers = request.Headers;
        var isGet = HttpMethods.IsGet(request.Method);
        if (!isGet && !HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        // Parts, conditions that only the system can judge, upgrades, and a body that would change the answer without being part of the key.
        if (headers.Range.Count > 0 || headers.IfRange.Count > 0 || headers.IfMatch.Count > 0 || headers.IfUnmodifiedSince.Count > 0
            || headers.Upgrade.Count > 0 || headers.ContentLength > 0 || headers.TransferEncoding.Count > 0
            || exchange.Context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            return false;
        }

        var control = headers.CacheControl.Count > 0 || headers.Pragma.Count == 0
            ? CacheControl.Parse(headers.CacheControl)
            : CacheControl.Parse(headers.Pragma);
        question = new CacheQuestion(control, isGet);
        return !control.NoStore;
    }

    /// <summary>Whether a kept answer of this age and lifetime is what the caller wants (RFC 9111, section 4.2).</summary>
    public bool Takes(long age, long lifetime) =>
        !MustAsk && age < lifetime && (Control.MaxAge is not { } maxAge || age <= maxAge) && (Control.MinFresh is not { } fresh || lifetime - age >= fresh);
}
