using RetailSync.Gateway;

namespace RetailSync.Testing.FaultyPlugin;

/// <summary>What a plugin does wrong.</summary>
internal static class Misdeed
{
    /// <summary>Does it.</summary>
    public static async ValueTask CommitAsync(string mode, ExchangeView exchange, PluginContext context, CancellationToken cancellationToken)
    {
        switch (mode)
        {
            case "throws":
                throw new InvalidOperationException("It broke over card 4111111111111111 of jo.doe@example.com.");
            case "hangs":
                // On purpose without the token: a plugin that hangs does not look at it.
                await new TaskCompletionSource().Task;
                break;
            case "blocks":
                using (var never = new SemaphoreSlim(0))
                {
                    never.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
                }

                break;
            case "is-slow":
                await Task.Delay(TimeSpan.FromMilliseconds(300), context.Clock, cancellationToken);
                break;
            case "wants-body":
                _ = exchange.RequestBody;
                break;
            case "wants-fact":
                context.Facts.Emit(new AuditSealed(1, "", "undeclared"));
                break;
            case "wants-gateway":
                _ = System.Reflection.Assembly.Load("RetailSync.Gateway");
                break;
            case "throws-odd":
                throw new OddException();
            case "throws-once":
                if (StaticState.Next() == 1)
                {
                    throw new InvalidOperationException("Only the first time.");
                }

                break;
            case "counts":
                context.Facts.Emit(new AuditSealed(StaticState.Next(), exchange.RequestId, "counted"));
                break;
            case "quotes-body":
                context.Facts.Emit(new AuditSealed(exchange.RequestBody.Bytes.Length, System.Text.Encoding.UTF8.GetString(exchange.RequestBody.Bytes.Span), $"{exchange.RequestBody.IsWhole}"));
                break;
            case "quotes-answer":
                context.Facts.Emit(new AuditSealed(exchange.ResponseBody.Bytes.Length, System.Text.Encoding.UTF8.GetString(exchange.ResponseBody.Bytes.Span), $"{exchange.ResponseBody.IsWhole}"));
                break;
            case "quotes-headers":
                context.Facts.Emit(new AuditSealed(exchange.RequestHeaders.Count, string.Join(';', exchange.RequestHeaders.Select(header => $"{header.Key}={header.Value}")), exchange.Path));
                break;
        }
    }

    private sealed class OddException : Exception
    {
        public override string Message => throw new InvalidOperationException("Not even its text can be had.");

        public override string ToString() => Message;
    }
}
