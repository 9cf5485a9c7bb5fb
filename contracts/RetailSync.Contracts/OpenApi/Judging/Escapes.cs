namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>How a value's characters are escaped.</summary>
internal enum Escapes
{
    /// <summary>Not at all: headers, cookies of the style <c>cookie</c>, and paths, whose escapes the server has undone.</summary>
    None,

    /// <summary>Percent signs (RFC 3986, section 2.1).</summary>
    Percent,

    /// <summary>Percent signs, and a plus sign for a space, as forms have it and every server reads queries.</summary>
    PercentAndPlus,
}
