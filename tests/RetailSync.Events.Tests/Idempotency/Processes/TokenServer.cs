using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency.Processes;

/// <summary>Gives the gateway the credential for its system. Until it is let go it lets the first one who asks wait: a place between the intent and the send at which nothing else happens.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TokenServer() => Server = FakeUpstream.Handles(async context =>
    {
        await _letGo.Task.WaitAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"access_token":"t","token_type":"Bearer","expires_in":3600}""", context.RequestAborted);
    });

    public FakeUpstream Server { get; }

    public void LetGo() => _letGo.TrySetResult();

    public ValueTask DisposeAsync()
    {
        LetGo();
        return Server.DisposeAsync();
    }
}
