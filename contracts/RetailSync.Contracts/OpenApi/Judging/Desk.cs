namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>What judging heads writes on. Each thread has one, so that nothing is allocated per request.</summary>
internal sealed class Desk
{
    [ThreadStatic]
    private static Desk? _own;

    /// <summary>This thread's.</summary>
    public static Desk Own => _own ??= new Desk();

    /// <summary>For values.</summary>
    public TextDecoder Values { get; } = new();

    /// <summary>For names.</summary>
    public TextDecoder Names { get; } = new();

    /// <summary>For the JSON that schemas judge.</summary>
    public JsonBuffer Json { get; } = new();
}
