using Microsoft.AspNetCore.Http;

namespace RetailSync.Gateway;

/// <summary>What an endpoint of our own needs of the pipeline to answer like everything else does. Safe to use from many threads.</summary>
public interface IEndpointAnswers
{
    /// <summary>The exchange that a request belongs to: who calls, and the snapshot it began with.</summary>
    Exchange ExchangeOf(HttpContext context);

    /// <summary>Sets the headers that every answer of ours carries. Before the answer starts.</summary>
    void Begin(HttpContext context);

    /// <summary>Cancelled when the gateway stops and answers without an end of their own must end.</summary>
    CancellationToken StreamsEnd => CancellationToken.None;

    /// <summary>Answers with a problem.</summary>
    ValueTask RefuseAsync(HttpContext context, Problem problem);
}
