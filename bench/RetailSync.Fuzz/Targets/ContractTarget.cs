using System.Text;
using RetailSync.Contracts;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Fuzz.Targets;

/// <summary>The reader of contracts: a contract or faults, whatever stands where something else should.</summary>
internal sealed class ContractTarget(Seeds seeds) : FuzzTarget
{
    private static readonly string[] Values =
        ["null", "true", "-1.5", "\"\"", "[]", "{}", "[null]", "{\"\": 1}", "{$ref: 1}", "{$ref: '#'}", "{$ref: '#/paths'}", "{$ref: '#/components/schemas/Nowhere'}", "{$ref: 'other.yaml#/x'}", "{type: [x]}", "{pattern: '(a+)+'}", "{allOf: [{$ref: '#/components'}]}", "*x", "1e999", "'/{a}/{a}'"];

    public override string Name => "contract";

    public override byte[] Make(Random random)
    {
        var contract = seeds.Contracts[random.Next(seeds.Contracts.Count)];
        if (random.Next(4) == 0)
        {
            return ByteMutator.Spoil(random, contract, seeds.Contracts);
        }

        var lines = Encoding.UTF8.GetString(contract).Split('\n').ToList();
        for (var changes = 1 + random.Next(4); changes > 0 && lines.Count > 1; changes--)
        {
            Change(random, lines);
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    public override Finding? Check(byte[] input)
    {
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read("x.yaml", input, faults);
        var contract = document is null ? null : OpenApiReader.Read(new ContractFileName("fuzz/x.v1.openapi.yaml", "fuzz", "x", 1), "hash", document, faults);
        return contract is null && faults.Count == 0 ? new Finding("silence", "neither a contract nor a fault") : null;
    }

    private static void Change(Random random, List<string> lines)
    {
        var at = random.Next(lines.Count);
        var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
        switch (random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), lines[at]);
                break;
            case 2:
                lines[at] = new string(' ', random.Next(12)) + lines[at].TrimStart();
                break;
            case 3 when colon > 0:
                lines[at] = $"{new string(' ', lines[at].Length - lines[at].TrimStart().Length)}{lines[random.Next(lines.Count)].Split(':')[0].Trim()}{lines[at][colon..]}";
                break;
            default:
                lines[at] = colon > 0 ? $"{lines[at][..colon]}: {Values[random.Next(Values.Length)]}" : lines[at] + Values[random.Next(Values.Length)];
                break;
        }
    }
}
