using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Versioning;

/// <summary>The version is asked for in one place only.</summary>
internal sealed partial class OneVersionScheme : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Two places can contradict each other, and each client believes another one.";

    /// <inheritdoc/>
    public string Fix => "Keep one: the major version in the address, or a header or parameter.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var inPaths = document.Paths.Where(path => path.Member.Key.Split('/').Any(segment => Segment().IsMatch(segment))).ToList();
        var inServers = document.Source.Root["servers"]?.Items.Any(server => (server["url"]?.Text ?? "").Split('/').Any(segment => Segment().IsMatch(segment))) ?? false;
        var parameters = document.Parameters.Where(parameter => parameter.In is "header" or "query" && Parameter().IsMatch(parameter.Name)).ToList();
        if (inServers || parameters.Count > 0)
        {
            foreach (var (member, pointer) in inPaths)
            {
                yield return new Remark(pointer, member, $"The path '{member.Key}' has a version, which {(inServers ? "the server's address" : $"the parameter '{parameters[0].Name}'")} has too.");
            }
        }

        foreach (var parameter in inServers || inPaths.Count > 0 ? parameters : [])
        {
            yield return new Remark(parameter.Pointer, parameter.Node, $"The parameter '{parameter.Name}' asks for a version, which the address has too.");
        }
    }

    [GeneratedRegex(@"^v[0-9]+(\.[0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Segment();

    [GeneratedRegex(@"^(x-)?(api-?)?version$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
