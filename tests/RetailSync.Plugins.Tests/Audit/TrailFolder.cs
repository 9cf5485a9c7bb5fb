using Microsoft.Extensions.Time.Testing;
using RetailSync.Plugins.Audit;
using RetailSync.Plugins.Audit.Trail;

namespace RetailSync.Plugins.Tests.Audit;

/// <summary>A trail in a folder of its own, written without a gateway. Deleted at the end.</summary>
internal sealed class TrailFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-audit-");
    private readonly int _maxBytes;
    private TrailWriter? _writer;

    public TrailFolder(int maxBytes = 1_000_000) => _maxBytes = maxBytes;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public string Path => _folder.FullName;

    public IReadOnlyList<string> Files => [.. Directory.GetFiles(Path, "audit-*").Order(StringComparer.Ordinal)];

    public TrailWriter Open()
    {
        _writer = new TrailWriter(Path, _maxBytes, Clock);
        _writer.Open();
        return _writer;
    }

    /// <summary>Writes records, each with a commit of its own, and stops on purpose.</summary>
    public void Write(int count)
    {
        Open();
        for (var i = 0; i < count; i++)
        {
            Append($"n{i}");
        }

        Close();
    }

    public void Append(string note)
    {
        _writer!.Append(new TrailRecord("change", null, json => json.WriteString("note", note)));
        _writer.Commit();
    }

    public void Close() => _writer!.Close();

    /// <summary>Ends as a crash does: the file lock goes, nothing is written.</summary>
    public void Crash() => _writer!.Dispose();

    public AuditVerification Verify(string? expect = null, string? from = null) => new AuditVerifier(expect, from).Verify(Path);

    public void Dispose()
    {
        _writer?.Dispose();
        _folder.Delete(recursive: true);
    }
}
