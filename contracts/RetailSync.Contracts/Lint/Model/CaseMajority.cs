using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>Finds the names that are not written in the case that most names of a document are written in.</summary>
internal static class CaseMajority
{
    /// <summary>A remark for each name in another case than most.</summary>
    /// <param name="names">The names with their places, in the document's order.</param>
    /// <param name="what">How a message calls such a name.</param>
    public static IEnumerable<Remark> Check(IEnumerable<(string Pointer, SourceMember Member)> names, string what)
    {
        var cased = names.Select(each => (each.Pointer, each.Member, Case: Words.CaseOf(each.Member.Key))).Where(each => each.Case is not null).ToList();
        var cases = cased.GroupBy(each => each.Case).OrderByDescending(group => group.Count()).ToList();
        return cases.Count < 2
            ? []
            : cases.Skip(1).SelectMany(group => group).Select(each => new Remark(each.Pointer, each.Member, $"The {what} '{each.Member.Key}' is in {each.Case}, most others here are in {cases[0].Key}."));
    }
}
