using RetailSync.Contracts.Compare;

namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>What both sides report on one pair of documents.</summary>
/// <param name="Name">What the pair is called.</param>
/// <param name="Ours">What the comparison under test reports.</param>
/// <param name="Theirs">What oasdiff reports.</param>
internal sealed record Match(string Name, IReadOnlyCollection<Finding> Ours, IReadOnlyCollection<Finding> Theirs)
{
    /// <summary>What oasdiff reports on a level and the comparison under test does not, at least as badly.</summary>
    public IEnumerable<Finding> Missed(ChangeLevel level) => Theirs.Where(finding => finding.Level == level && !Ours.Contains(finding));

    /// <summary>What the comparison under test reports on a level and oasdiff does not.</summary>
    public IEnumerable<Finding> Extra(ChangeLevel level) => Ours.Where(finding => finding.Level == level && !Theirs.Contains(finding));

    /// <summary>Whether the comparison under test reports an id on an operation.</summary>
    public bool OursHas(string id, string operation) => Ours.Any(finding => finding.Id == id && finding.Operation == operation);

    /// <summary>Whether oasdiff reports an id on an operation.</summary>
    public bool TheirsHas(string id, string operation) => Theirs.Any(finding => finding.Id == id && finding.Operation == operation);
}
