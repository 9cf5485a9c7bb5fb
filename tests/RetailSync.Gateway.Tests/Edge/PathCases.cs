namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Ways to write a path, for both versions of HTTP.</summary>
public static class PathCases
{
    /// <summary>Targets that two readers could understand in two ways.</summary>
    public static TheoryData<string> Ambiguous => new()
    {
        "/open/../admin/x",
        "/open/%2e%2e/admin/x",
        "/open/%2E./admin/x",
        "/open/.%2e/admin/x",
        "/open/./x",
        "/open/.",
        "/open/..",
        "/open%2F..%2Fadmin/x",
        "/open/..%2fadmin/x",
        "/open/x%2fy",
        "/open%5C..%5Cadmin/x",
        "/open\\..\\admin/x",
        "/open/%252e%252e/admin/x",
        "/open/%252F",
        "//admin/x",
        "//open/x",
        "/open//admin/x",
        "/open/x//",
        "/admin%00/x",
        "/open/%00",
        "/open/%0d%0aX:1",
        "/open/%7f",
        "/open/%c0%ae%c0%ae/admin/x",
        "/open/%ff",
        "/open/%ed%a0%80",
        "/open/%",
        "/open/%4",
        "/open/%zz",
        "/open/x#/admin",
        "/open/{x}",
        "/open/\"x\"",
        "http://localhost/open/x",
        "http://evil/admin/x",
        "open/x",
        "/open/%2e%2e%2fadmin/x",
        "/open/%2fadmin/x",
        "/%2e/admin/x",
        "/open/x%5c..%5c..%5cadmin",
        "/open/%u002e%u002e/admin/x",
        "/open/%e0%80%ae%e0%80%ae/admin/x",
        "/open/..;/admin/x",
        "/open/.;/x",
        "/open/..;a=b/admin/x",
        "/open/..%3b/admin/x",
        "/open/x/..;",
        "///admin/x",
        "/open/%25%32%66admin",
        "/admin%23/x%0a",
        "/open/\u00e9",
        "/open/x\ty",
    };

    /// <summary>Targets that look like a guarded path, and the status for a caller without a credential.</summary>
    public static TheoryData<string, int> Guarded => new()
    {
        { "/admin/x", 401 },
        { "/ADMIN/x", 401 },
        { "/Admin/X", 401 },
        { "/%61dmin/x", 401 },
        { "/%61%64%6d%69%6e/x", 401 },
        { "/admin/x?a=../open", 401 },
        { "/admin/", 401 },
        { "/admin", 401 },
        { "/admin;x=1/x", 404 },
        { "/admin%20/x", 404 },
        { "/admin.json", 404 },
        { "/admi%EF%BD%8E/x", 404 },
        { "/open;/../x", 400 },
        { "/admin/x/", 401 },
        { "/admin//x", 400 },
        { "/admin/./x", 400 },
        { "/admin/%20", 401 },
        { "/admin/x;y=1", 401 },
        { "/admin%3b/x", 404 },
        { "/admin%E2%80%8B/x", 404 },
        { "/_gateway/config", 404 },
        { "/%5Fgateway/config", 404 },
        { "/_gateway/../_gateway/config", 400 },
        { "/METRICS", 404 },
        { "/health/", 404 },
    };

    /// <summary>Targets that pass, and what reaches the upstream.</summary>
    public static TheoryData<string, string> Plain => new()
    {
        { "/open/x", "/open/x" },
        { "/open/a%20b", "/open/a%20b" },
        { "/open/%C3%A9", "/open/%C3%A9" },
        { "/open/a:b@c!$&'()*+,;=~-_.d", "/open/a:b@c!$&'()*+,;=~-_.d" },
        { "/open/%41", "/open/A" },
        { "/open/..a/b..", "/open/..a/b.." },
        { "/open/..a;b/.c;d/...;/;/;..", "/open/..a;b/.c;d/...;/;/;.." },
        { "/open/x/", "/open/x/" },
        { "/open/x?a=%2F..%2F&b=//", "/open/x?a=%2F..%2F&b=//" },
        { "/open/x?", "/open/x?" },
    };

    /// <summary>Methods and targets, and the status for a caller without a credential.</summary>
    public static TheoryData<string, string, int> Methods => new()
    {
        { "TRACE", "/open/x", 405 },
        { "FOO", "/open/x", 405 },
        { "get", "/open/x", 405 },
        { "CONNECT", "/open/x", 405 },
        { "CONNECT", "localhost:80", 400 },
        { "OPTIONS", "*", 400 },
        { "HEAD", "/admin/x", 401 },
        { "OPTIONS", "/admin/x", 401 },
        { "PATCH", "/admin/x", 401 },
    };
}
