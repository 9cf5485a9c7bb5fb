using System.Text;

namespace RetailSync.Fuzz;

/// <summary>Good documents to spoil: this repository's contracts, and a few that hold what is rare.</summary>
internal sealed record Seeds(IReadOnlyList<byte[]> Contracts, IReadOnlyList<byte[]> Json, IReadOnlyList<byte[]> Yaml)
{
    private static readonly string[] RareJson =
    [
        """{"a":[1,-0.0,1e5,12345678901234567890,"q\u0041\ud83d\ude00",true,null,{"":{"/~":[]}}],"b":"é😀"}""",
        """[[[[[[[[1]]]]]]]]""", "\"text\"", "{}", """{"x":{"x":{"x":{"x":{"y":[{"z":0.1}]}}}}}""",
    ];

    private static readonly string[] RareYaml =
    [
        "a: &x [1, 0x1F, .5, \"q\\u0041\", 'it''s', ~, {k: v, ? z : y}]\nb: *x\nc: |\n  text\n   more\nd: >-\n  folded\n\n  on\ne: !!str 5\n# comment\nf: {\"a\": [true, null], \"b\": -1.5e3}\n",
        "a: |-\n  \n  text\nb: |+\n    \n    more\n\n", "- &a [*a]\n", "x: &x {y: &y [1, 2]}\nz: [*x, *y, *x]\n",
    ];

    public static Seeds Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RetailSync.Gateway.sln")))
        {
            folder = folder.Parent;
        }

        var contracts = folder is null ? [] : Directory.EnumerateFiles(Path.Combine(folder.FullName, "contracts"), "*.openapi.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        return new Seeds(contracts, [.. RareJson.Select(Encoding.UTF8.GetBytes)], [.. RareYaml.Select(Encoding.UTF8.GetBytes), .. contracts]);
    }
}
