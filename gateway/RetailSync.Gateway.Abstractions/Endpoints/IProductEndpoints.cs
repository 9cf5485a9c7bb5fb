using Microsoft.AspNetCore.Routing;

namespace RetailSync.Gateway;

/// <summary>Endpoints that a room of the house brings for the data port. Registered as a service; the program maps them all, and each passes the whole pipeline.</summary>
public interface IProductEndpoints
{
    /// <summary>The endpoints' marks: name and scopes.</summary>
    IReadOnlyList<ProductEndpoint> Endpoints { get; }

    /// <summary>Maps them; each with one of <see cref="Endpoints"/> as metadata.</summary>
    void Map(IEndpointRouteBuilder routes);
}
