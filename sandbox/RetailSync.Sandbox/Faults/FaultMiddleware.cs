using System.Net;
using System.Text;

namespace RetailSync.Sandbox;

/// <summary>Lets the faults that were asked for befall the call.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultBoard board)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (SystemPaths.IsControl(context.Request.Path))
        {
            await next(context);
            return;
        }

        if (!FaultHeader.TryParse(context.Request.Headers[FaultHeader.Name].ToString(), out var own, out var reason))
        {
            await Refusal.Invalid(reason).WriteAsync(context);
            return;
        }

        IReadOnlyList<DrawnFault> faults = [.. board.Draw(context.Request.Method, context.Request.Path), .. own];
        foreach (var fault in faults.Where(fault => fault.Kind is FaultKind.Latency))
        {
            // Real time whatever clock the data follows: the wait is the fault.
            await Task.Delay(fault.Latency, TimeProvider.System, context.RequestAborted);
        }

        if (faults.FirstOrDefault(fault => fault.Kind is FaultKind.Offline or FaultKind.Error or FaultKind.DropBefore) is { } before)
        {
            await RefuseAsync(context, before);
            return;
        }

        await ApplyAsync(context, faults);
    }

    private static Task RefuseAsync(HttpContext context, DrawnFault fault)
    {
        if (fault.Kind is FaultKind.DropBefore || fault is { Kind: FaultKind.Offline, Status: null })
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return fault.ToRefusal().WriteAsync(context);
    }

    private async Task ApplyAsync(HttpContext context, IReadOnlyList<DrawnFault> faults)
    {
        var duplicate = faults.Any(fault => fault.Kind is FaultKind.Duplicate);
        var after = faults.FirstOrDefault(fault => fault.Kind is FaultKind.DropAfter or FaultKind.ErrorAfter);
        var drifts = faults.Any(fault => fault.Kind is FaultKind.Drift);
        if (!duplicate && !drifts && after is null)
        {
            await next(context);
            return;
        }

        var answer = await HeldAnswer.TakeAsync(context, next);
        if (duplicate)
        {
            if (context.Request.Body.CanSeek)
            {
                context.Request.Body.Position = 0;
            }

            await HeldAnswer.TakeAsync(context, next);
        }

        switch (after?.Kind)
        {
            case FaultKind.DropAfter:
                context.Abort();
                return;
            case FaultKind.ErrorAfter:
                await after.ToRefusal().WriteAsync(context);
                return;
            default:
                await (drifts ? answer.Drifted() : answer).GiveAsync(context);
                return;
        }
    }

    /// <summary>An answer that was made but not sent.</summary>
    private sealed record HeldAnswer(int Status, IHeaderDictionary Headers, MemoryStream Body)
    {
        public static async Task<HeldAnswer> TakeAsync(HttpContext context, RequestDelegate next)
        {
            var outer = context.Response.Body;
            var body = new MemoryStream();
            context.Response.Body = body;
            try
            {
                await next(context);
            }
            finally
            {
                context.Response.Body = outer;
            }

            var held = new HeldAnswer(context.Response.StatusCode, new HeaderDictionary(context.Response.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)), body);
            context.Response.Clear();
            return held;
        }

        // What is no JSON object stays as it is.
        public HeldAnswer Drifted()
        {
            var text = Encoding.UTF8.GetString(Body.GetBuffer(), 0, (int)Body.Length);
            var name = text.StartsWith('{') ? text.IndexOf('"', StringComparison.Ordinal) + 1 : 0;
            Headers.ContentLength = null;
            return name == 0 ? this : this with { Body = BodyOf(text.Insert(name, "drifted-")) };
        }

        private static MemoryStream BodyOf(string text)
        {
            var body = new MemoryStream();
            body.Write(Encoding.UTF8.GetBytes(text));
            return body;
        }

        public async Task GiveAsync(HttpContext context)
        {
            context.Response.StatusCode = Status;
            foreach (var (name, value) in Headers)
            {
                context.Response.Headers[name] = value;
            }

            if (Status is not ((int)HttpStatusCode.NoContent or (int)HttpStatusCode.NotModified))
            {
                await context.Response.Body.WriteAsync(Body.GetBuffer().AsMemory(0, (int)Body.Length), context.RequestAborted);
            }
        }
    }
}
