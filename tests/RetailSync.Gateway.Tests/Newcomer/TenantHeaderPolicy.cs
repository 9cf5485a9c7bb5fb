namespace RetailSync.Gateway.Tests.Newcomer;

/// <summary>The policy that the guide in <c>policies/README.md</c> shows.</summary>
internal sealed class TenantHeaderPolicy(TenantHeaderOptions options) : IRequestPolicy
{
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange) =>
        new(exchange.Context.Request.Headers.ContainsKey(options.Header)
            ? Verdict.GoOn
            : Verdict.Refuse(new Problem(ProblemTypes.SchemaMismatch, $"The header {options.Header} is missing.")));
}
