using RetailSync.Contracts.OpenApi;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi;

/// <summary>Builds matchers whose operations are called <c>GET /path</c>.</summary>
internal static class Matchers
{
    public static OperationMatcher Of(params (string Path, string[] Methods)[] paths) =>
        new([.. paths.Select(path => (Parse(path.Path), Operations(path.Path, path.Methods)))]);

    public static PathTemplate Parse(string path) =>
        PathTemplate.Parse(path, out var fault) ?? throw new ArgumentException(fault, nameof(path));

    private static IReadOnlyList<Operation> Operations(string path, string[] methods) =>
        [.. methods.Select(method => new Operation { Id = $"{method} {path}", Method = method, PathTemplate = path, ChangesState = false })];
}
