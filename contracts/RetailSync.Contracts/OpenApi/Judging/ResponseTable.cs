namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Finds a response by its status: the status itself, then its class (<c>4XX</c>), then <c>default</c> (OpenAPI 3.1.1, Responses Object). Immutable; safe to use from many threads.</summary>
internal sealed class ResponseTable
{
    private readonly (int Status, ResponseJudge Response)[] _exact;
    private readonly ResponseJudge?[] _classes = new ResponseJudge?[10];
    private readonly ResponseJudge? _otherwise;

    /// <summary>Takes the responses by key; keys that are none are left out.</summary>
    public ResponseTable(IEnumerable<(string Key, ResponseJudge Response)> responses)
    {
        var exact = new List<(int, ResponseJudge)>();
        foreach (var (key, response) in responses)
        {
            if (key == "default")
            {
                _otherwise = response;
            }
            else if (key.Length == 3 && char.IsAsciiDigit(key[0]) && key[1..] is "XX" or "xx")
            {
                _classes[key[0] - '0'] = response;
            }
            else if (key.Length == 3 && key.All(char.IsAsciiDigit))
            {
                exact.Add((int.Parse(key, System.Globalization.CultureInfo.InvariantCulture), response));
            }
        }

        _exact = [.. exact];
    }

    /// <summary>Finds a response; null when the status is not declared.</summary>
    public ResponseJudge? Find(int status)
    {
        foreach (var (candidate, response) in _exact)
        {
            if (candidate == status)
            {
                return response;
            }
        }

        return (status is >= 100 and < 1_000 ? _classes[status / 100] : null) ?? _otherwise;
    }
}
