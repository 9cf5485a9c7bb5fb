using System.Globalization;

namespace RetailSync.Gateway.Selecting;

/// <summary>Decides which version of an API is meant, before routing, and writes it into the path that is matched.</summary>
internal static class VersionSelector
{
    /// <summary>Sets the exchange's version, rewriting the path where the version stands elsewhere. Null: go on.</summary>
    public static Problem? Select(Pipeline.ActiveExchange exchange)
    {
        var request = exchange.Context.Request;
        var path = request.Path.Value ?? "/";
        if (exchange.Snapshot.Landscape.FindApi(path) is not { } api)
        {
            return null;
        }

        var rest = path.AsSpan(api.BasePath.Length);
        return api.Scheme switch
        {
            VersionScheme.Path => FromPath(exchange, api, rest),
            VersionScheme.Header => FromHeader(exchange, api, rest),
            VersionScheme.Query => FromQuery(exchange, api, rest),
            _ => throw new System.Diagnostics.UnreachableException($"Version scheme {api.Scheme} is not known."),
        };
    }

    private static Problem? FromPath(Pipeline.ActiveExchange exchange, Api api, ReadOnlySpan<char> rest)
    {
        if (rest.Length > 2 && rest[1] is 'v' or 'V')
        {
            var end = rest[1..].IndexOf('/');
            var number = end < 0 ? rest[2..] : rest[2..(end + 1)];
            if (IsNumber(number))
            {
                return Choose(exchange, api, number, newPath: null);
            }
        }

        return ChooseDefault(exchange, api, rest, $"its path must go on with a version, such as {api.BasePath}/v{Newest(api)}/...");
    }

    private static Problem? FromHeader(Pipeline.ActiveExchange exchange, Api api, ReadOnlySpan<char> rest)
    {
        exchange.ResponseHeaders.Set("Vary", api.VersionParameter);
        var value = exchange.Context.Request.Headers[api.VersionParameter];
        return value.Count == 0
            ? ChooseDefault(exchange, api, rest, $"the header {api.VersionParameter} must name one")
            : Choose(exchange, api, value.Count == 1 ? value[0] : "", rest.ToString());
    }

    private static Problem? FromQuery(Pipeline.ActiveExchange exchange, Api api, ReadOnlySpan<char> rest)
    {
        var request = exchange.Context.Request;
        if (!request.Query.TryGetValue(api.VersionParameter, out var value))
        {
            return ChooseDefault(exchange, api, rest, $"the query parameter {api.VersionParameter} must name one");
        }

        var problem = Choose(exchange, api, value.Count == 1 ? value[0] : "", rest.ToString());
        if (problem is null)
        {
            // The contract does not know the parameter: it is between the caller and the gateway.
            var others = request.Query.Where(pair => !pair.Key.Equals(api.VersionParameter, StringComparison.OrdinalIgnoreCase));
            request.QueryString = QueryString.Create(others.SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one)));
        }

        return problem;
    }

    private static Problem? ChooseDefault(Pipeline.ActiveExchange exchange, Api api, ReadOnlySpan<char> rest, string remedy)
    {
        if (api.DefaultVersion is { } number)
        {
            exchange.Version = api.Versions[number];
            exchange.Context.Request.Path = string.Concat(exchange.Version.PathPrefix, rest);
            return null;
        }

        return new Problem(ProblemTypes.UnknownVersion, $"The request names no version of {api.Id}: {remedy}. Known: {Known(api)}.");
    }

    private static Problem? Choose(Pipeline.ActiveExchange exchange, Api api, ReadOnlySpan<char> number, string? newPath)
    {
        if (!IsNumber(number) || !api.Versions.TryGetValue(int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), out var version))
        {
            return new Problem(ProblemTypes.UnknownVersion, $"{api.Id} has no version {Shown(number)}. Known: {Known(api)}.");
        }

        exchange.Version = version;
        if (newPath is not null)
        {
            exchange.Context.Request.Path = version.PathPrefix + newPath;
        }

        return null;
    }

    // One spelling per version: 1 to 999 without leading zeros.
    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and < 4 && text[0] is >= '1' and <= '9' && !text.ContainsAnyExceptInRange('0', '9');

    private static string Shown(ReadOnlySpan<char> number) => number.Length <= 12 ? $"'{number}'" : $"'{number[..12]}...'";

    private static int Newest(Api api) => api.Versions.Keys.Max();

    private static string Known(Api api) =>
        string.Join(", ", api.Versions.Values.Where(version => version.Stage is not LifeStage.Retired).Select(version => version.Number).Order());
}
