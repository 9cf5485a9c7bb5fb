namespace RetailSync.Sandbox;

/// <summary>A simulated retail system: its id and its HTTP endpoints. Its state lives as long as the object.</summary>
public interface ISandboxSystem
{
    /// <summary>The system's id in the landscape, such as <c>crm</c>.</summary>
    string Id { get; }

    /// <summary>Maps the endpoints, with the version first: <c>/v1/customers/{id}</c>.</summary>
    void Map(IEndpointRouteBuilder routes);
}
