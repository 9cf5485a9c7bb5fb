namespace RetailSync.Policies.Identify;

/// <summary>The names of the kinds of credential, as settings and <see cref="RetailSync.Gateway.Caller.Scheme"/> spell them.</summary>
internal static class SchemeNames
{
    public const string Jwt = "jwt";
    public const string ApiKey = "api-key";
    public const string Mtls = "mtls";
}
