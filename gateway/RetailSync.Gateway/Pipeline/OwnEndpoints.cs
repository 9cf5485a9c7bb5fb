using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Explain;

namespace RetailSync.Gateway.Pipeline;

/// <summary>The gateway's own endpoints on the data port: the program's and those that other rooms have registered.</summary>
internal sealed class OwnEndpoints(IEnumerable<IProductEndpoints> rooms)
{
    /// <summary>The pages that explain the problems' types.</summary>
    public static readonly ProductEndpoint Problems = new("problems");

    /// <summary>The explanations of past requests.</summary>
    public static readonly ProductEndpoint Requests = new("requests", "gateway.explain");

    /// <summary>All of them.</summary>
    public IReadOnlyList<ProductEndpoint> All { get; } = [Problems, Requests, .. rooms.SelectMany(room => room.Endpoints)];

    /// <summary>Maps them all.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapProblems();
        routes.MapRequests();
        foreach (var room in rooms)
        {
            room.Map(routes);
        }
    }
}
