using RetailSync.Gateway;

namespace RetailSync.Architecture.Testing;

/// <summary>Refuses requests that carry the header X-Refuse, and has one fault on purpose.</summary>
internal sealed class FaultyPolicy(Fault fault) : IRequestPolicy
{
    private readonly Counter _counter = new();

    /// <inheritdoc/>
    public async ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        var context = exchange.Context;
        switch (fault)
        {
            case Fault.ThrowsWhenCancelled when context.RequestAborted.IsCancellationRequested:
                throw new InvalidOperationException("The request was cancelled.");
            case Fault.ReadsTheBody:
                _ = await context.Request.Body.ReadAsync(new byte[1], context.RequestAborted);
                break;
            case Fault.SwapsTheBody:
                context.Request.Body = new MemoryStream();
                break;
            case Fault.Allocates:
                GC.KeepAlive(new byte[100_000]);
                break;
            default:
                break;
        }

        return Refuses(exchange) ? Verdict.Refuse(Refusal()) : Verdict.GoOn;
    }

    private bool Refuses(Exchange exchange) => fault switch
    {
        Fault.Refuses => true,
        Fault.NeverRefuses => false,
        Fault.SkipsUpgrades when exchange.Context.Request.Headers.Upgrade.Count > 0 => false,

        // Counted among those to be refused: counted among all, every tenth could by chance be one that passes anyway.
        Fault.LetsEveryTenthPass => IsToBeRefused(exchange) && _counter.Next() % 10 != 0,
        _ => IsToBeRefused(exchange),
    };

    private static bool IsToBeRefused(Exchange exchange) => exchange.Context.Request.Headers.ContainsKey("X-Refuse");

    private Problem Refusal() => fault switch
    {
        Fault.InventsAProblem => new Problem(new ProblemType("made-up", 400, "Made up.", "", ""), "Nobody knows this one."),
        Fault.SplitsAHeader => new Problem(ProblemTypes.MalformedRequest, "It was asked for.").With("Link", "a\r\nSet-Cookie: b"),
        Fault.RepeatsAMember => new Problem(ProblemTypes.MalformedRequest, "It was asked for.") { Extensions = [KeyValuePair.Create("detail", (object)"twice")] },
        _ => new Problem(ProblemTypes.MalformedRequest, "It was asked for."),
    };

    private sealed class Counter
    {
        private int _value;

        public int Next() => Interlocked.Increment(ref _value);
    }
}
