using System.Text;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests;

/// <summary>Reads texts the way files are read, and hands back faults as the lines that people see.</summary>
internal static class Documents
{
    public static (SourceDocument? Document, string[] Faults) Yaml(string text) => Read("x.yaml", text);

    public static (SourceDocument? Document, string[] Faults) Json(string text) => Read("x.json", text);

    public static (SourceDocument? Document, string[] Faults) Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    public static (SourceDocument? Document, string[] Faults) Read(string name, byte[] utf8)
    {
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read(name, utf8, faults);
        return (document, Lines(faults));
    }

    /// <summary>The document as one line of JSON; its faults when it cannot be read.</summary>
    public static string AsJson(string name, string text)
    {
        var (document, faults) = Read(name, text);
        return document is null ? string.Join('\n', faults) : Encoding.UTF8.GetString(document.ToJson().Span);
    }

    /// <summary>Reads a contract from YAML; places in its faults start with <c>x.yaml</c>.</summary>
    public static (OpenApiContract? Contract, string[] Faults) Contract(string yaml, string file = "crm/customers.v1.openapi.yaml")
    {
        Assert.True(ContractFileName.TryParse(file, out var name));
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read("x.yaml", Encoding.UTF8.GetBytes(yaml), faults);
        var contract = document is null ? null : OpenApiReader.Read(name, "hash", document, faults);
        return (contract, Lines(faults));
    }

    /// <summary>A contract that must be without fault.</summary>
    public static OpenApiContract GoodContract(string yaml)
    {
        var (contract, faults) = Contract(yaml);
        Assert.Empty(faults);
        return contract!;
    }

    private static string[] Lines(IEnumerable<ConfigFault> faults) => [.. faults.Select(fault => fault.ToString())];
}
