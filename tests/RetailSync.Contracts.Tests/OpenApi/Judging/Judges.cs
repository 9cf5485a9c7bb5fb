using System.Text;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Makes judges from pieces of contracts, and puts what they say on one line each.</summary>
internal static class Judges
{
    /// <summary>The judge of an operation.</summary>
    public static IOperationJudge Of(string contract, string operationId = "op") => Documents.GoodContract(contract).Operations.Single(operation => operation.Id == operationId).Judge!;

    /// <summary>The judge of an operation at <c>/things/{id}</c> with parameters.</summary>
    /// <param name="parameters">Items of <c>parameters</c>, each in YAML's flow style.</param>
    public static IOperationJudge WithParameters(params string[] parameters) => WithParameters("3.1.0", parameters);

    /// <summary>The same in a certain version.</summary>
    public static IOperationJudge WithParameters(string version, string[] parameters) => Of($$"""
        openapi: {{version}}
        info: { title: Things, version: 1.0.0 }
        paths:
          /things/{id}:
            get:
              operationId: op
              parameters:
        {{string.Concat(parameters.Select(parameter => $"        - {parameter}\n"))}}
              responses: { '200': { description: Good. } }
        """);

    /// <summary>The judge of a request's body.</summary>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="content">The Media Type Object, in YAML's flow style.</param>
    /// <param name="version">The version of OpenAPI.</param>
    public static IBodyJudge Body(string mediaType, string content, string version = "3.1.0") => Of($$"""
        openapi: {{version}}
        info: { title: Things, version: 1.0.0 }
        paths:
          /things:
            post:
              operationId: op
              requestBody: { required: true, content: { '{{mediaType}}': {{content}} } }
              responses: { '200': { description: Good. } }
        """).FindRequestBody(mediaType)!;

    /// <summary>Faults of a request's head, each on a line.</summary>
    public static string[] Head(this IOperationJudge judge, string path = "/things/1", string query = "", string[]? headers = null, int maxErrors = 20)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query.Length == 0 ? null : "?" + query);
        foreach (var line in headers ?? [])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            context.Request.Headers.Append(line[..colon], line[(colon + 1)..].Trim());
        }

        return Lines(judge.JudgeRequestHead(context.Request, path, maxErrors));
    }

    /// <summary>Faults of a query.</summary>
    public static string[] Query(this IOperationJudge judge, string query) => judge.Head(query: query);

    /// <summary>Faults of a body; the verdict alone when there are none.</summary>
    public static string[] Faults(this IBodyJudge judge, string body, string? contentType = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var verdict = judge.Judge(contentType ?? judge.MediaType, bytes).Verdict;
        return verdict == BodyVerdict.Sound ? [nameof(BodyVerdict.Sound)] : [verdict.ToString(), .. Lines(judge.Explain(contentType ?? judge.MediaType, bytes, 20))];
    }

    /// <summary>Errors, each on a line.</summary>
    public static string[] Lines(IEnumerable<ProblemError> errors) => [.. errors.Select(error => $"{error.InstanceLocation} [{error.KeywordLocation}] {error.Error}")];
}
