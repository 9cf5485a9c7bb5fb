using Microsoft.Extensions.Time.Testing;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A clock whose time of day can jump while its monotonic time does not.</summary>
internal sealed class JumpyClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _off;

    public void Jump(TimeSpan by) => _off += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _off;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
