using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>A journal in memory whose unknown outcomes a test decides.</summary>
internal sealed class ResolvableJournal
{
    private MemoryJournal? _journal;

    /// <summary>Registers it.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton<IJournal>(provider => _journal = new MemoryJournal(provider.GetRequiredService<TimeProvider>()));

    /// <summary>Decides that an operation was made and answered.</summary>
    public void Resolve(Guid operation, int status, string body) => _journal!.Resolve(operation, new Settlement
    {
        State = OperationState.Done,
        Answer = new UpstreamAnswer { Status = status, Headers = [new("Content-Type", "application/json")], Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)) },
    });
}
