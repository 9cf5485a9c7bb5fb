using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Explain;

namespace RetailSync.Gateway.Pipeline;

/// <summary>The gateway's own endpoints on the data port: the program's and those that other rooms have registered.</summary>
/// <remarks>The rooms are asked for late: what they bring may itself need the snapshot, which is loaded with the help of this list.</remarks>
internal sealed class OwnEndpoints(IServiceProvider services)
{
    private readonly Lazy<IReadOnlyList<IProductEndpoints>> _rooms = new(() => [.. services.GetServices<IProductEndpoints>()]);

    /// <summary>The pages that explain the problems' types.</summary>
    public static readonly ProductEndpoint Problems = new("problems");

    /// <summary>The explanations of past requests.</summary>
    public static readonly ProductEndpoint Requests = new("requests", "gateway.explain");

    /// <summary>All of them.</summary>
    public IReadOnlyList<ProductEndpoint> All => [Problems, Requests, .. _rooms.Value.SelectMany(room => room.Endpoints)];

    /// <summary>Maps them all.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapProblems();
        routes.MapRequests();
        foreach (var room in _rooms.Value)
        {
            room.Map(routes);
        }
    }
}
