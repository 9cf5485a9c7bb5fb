using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>Stands where no endpoint is called.</summary>
internal sealed class NoAnswers : IEndpointAnswers
{
    public Exchange ExchangeOf(HttpContext context) => throw new NotSupportedException();

    public void Begin(HttpContext context) => throw new NotSupportedException();

    public ValueTask RefuseAsync(HttpContext context, Problem problem) => throw new NotSupportedException();
}
