using System.Text.RegularExpressions;
using CsCheck;

namespace RetailSync.Contracts.Tests.OpenApi;

/// <summary>The matcher against the rule said plainly: of all templates that fit, the most restrictive; then the method on it.</summary>
public class OperationMatcherProperties
{
    // Few letters, so that templates collide and paths hit them.
    private static readonly string[] TemplateSegments = ["a", "b", "ab", "{p}", "a{p}", "{p}a", "{p}.{q}", "a{p}b", "{p}b{q}", "a.{p}"];
    private static readonly string[] PathSegments = ["a", "b", "ab", "aab", "a.b", ".", "..", "aba", "ba", "", "b.a", "abb", "x"];
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT"];

    private static readonly Gen<string> Templates = Segments(TemplateSegments, max: 4).Select(Numbered);
    private static readonly Gen<string> Paths = Segments(PathSegments, max: 5);
    private static readonly Gen<string[]> SomeMethods = Gen.Int[1, 15].Select(bits => Methods.Where((_, index) => (bits >> index & 1) == 1).ToArray());

    [Fact]
    public void Match_AnyTemplatesAndPath_AgreesWithTheRule()
    {
        var cases = Gen.Select(Gen.Select(Templates, SomeMethods).List[0, 12], Paths.Array[1, 8], Gen.Int[0, 3]);

        cases.Sample(
            (paths, requested, method) =>
            {
                var distinct = paths.DistinctBy(path => Shape(path.Item1)).Select(path => (Path: path.Item1, Methods: path.Item2)).ToArray();
                var matcher = Matchers.Of(distinct);
                return requested.All(path =>
                {
                    var match = matcher.Match(Methods[method], path);
                    return (match.Operation?.Id, match.AllowedMethods) == Naive(distinct, Methods[method], path);
                });
            },
            iter: 5_000);
    }

    private static (string? Id, string? Allowed) Naive((string Path, string[] Methods)[] paths, string method, string requested)
    {
        var best = paths
            .Where(path => Regex.IsMatch(requested, $"^{Regex.Replace(Regex.Escape(path.Path).Replace("}", "\\}", StringComparison.Ordinal), @"\\\{\w+\\\}", "[^/]+")}\\z"))
            .OrderBy(path => Rank(path.Path), StringComparer.Ordinal)
            .FirstOrDefault();
        if (best.Path is null)
        {
            return (null, null);
        }

        var found = best.Methods.Contains(method) ? method : method == "HEAD" && best.Methods.Contains("GET") ? "GET" : null;
        var allowed = best.Methods.SelectMany(each => each == "GET" && !best.Methods.Contains("HEAD") ? ["GET", "HEAD"] : new[] { each });
        return found is null ? (null, string.Join(", ", allowed)) : ($"{found} {best.Path}", null);
    }

    // One sortable word per segment: literals first, then mixed segments by how much of them is literal, parameters last.
    private static string Rank(string template) =>
        string.Join('/', template[1..].Split('/').Select(segment =>
        {
            var shape = Shape(segment);
            return !shape.Contains('{', StringComparison.Ordinal) ? "0" : shape == "{}" ? "2" : $"1{99 - shape.Replace("{}", "", StringComparison.Ordinal).Length}{shape}";
        }));

    private static string Shape(string template) => Regex.Replace(template, @"\{\w+\}", "{}");

    private static Gen<string> Segments(string[] from, int max) =>
        Gen.Int[0, from.Length - 1].Select(index => from[index]).Array[1, max].Select(segments => $"/{string.Join('/', segments)}");

    private static string Numbered(string template)
    {
        var number = 0;
        return Regex.Replace(template, @"\{\w+\}", _ => $"{{p{number++}}}");
    }
}
